"""The tables' pages in the admin, below one menu entry."""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from taxonomy import models
from taxonomy.editing import forms


def _state() -> list[BooleanColumn]:
    return [
        BooleanColumn("is_edited", label=_("edited")),
        BooleanColumn("is_retired", label=_("retired")),
    ]


class TableIndex(IndexView):
    """Shows what a row points to without a query for each; a row found through its members shows once."""

    def get_base_queryset(self) -> QuerySet:
        pointers = [field.name for field in self.model._meta.fields if field.many_to_one]
        rows = super().get_base_queryset()
        return rows.select_related(*pointers) if pointers else rows

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().search_queryset(queryset).distinct()


class TableViewSet(ModelViewSet):
    """A table: searched, filtered, edited; not copied and, by its policy, not deleted."""

    form: ClassVar[type[forms.RowForm]]
    index_view_class = TableIndex
    add_to_admin_menu = False
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    list_filter: ClassVar[list[str]] = ["is_edited", "is_retired"]

    def get_form_class(self, for_update: bool = False) -> type[forms.RowForm]:
        return self.form


class RegionViewSet(TableViewSet):
    model = models.Region
    form = forms.RegionForm
    icon = "site"
    menu_order = 100
    list_display: ClassVar[list] = ["code", "full_name", "level", "parent", "pinyin", *_state()]
    list_filter: ClassVar[list[str]] = ["level", *TableViewSet.list_filter]
    search_fields: ClassVar[list[str]] = ["code", "name", "full_name", "pinyin", "initials", "name_en"]


class AliasViewSet(TableViewSet):
    model = models.RegionAlias
    form = forms.AliasForm
    icon = "tag"
    menu_order = 110
    list_display: ClassVar[list] = ["alias", "region", "kind", *_state()]
    list_filter: ClassVar[list[str]] = ["kind", *TableViewSet.list_filter]
    search_fields: ClassVar[list[str]] = ["alias", "region__name", "region__code"]


class GroupViewSet(TableViewSet):
    model = models.RegionGroup
    form = forms.GroupForm
    icon = "group"
    menu_order = 120
    list_display: ClassVar[list] = ["name", *_state()]
    search_fields: ClassVar[list[str]] = ["name", "members__name"]


class IndustryViewSet(TableViewSet):
    model = models.Industry
    form = forms.IndustryForm
    icon = "list-ul"
    menu_order = 200
    list_display: ClassVar[list] = ["code", "name", "level", "parent", *_state()]
    list_filter: ClassVar[list[str]] = ["level", *TableViewSet.list_filter]
    search_fields: ClassVar[list[str]] = ["code", "name", "initials", "name_en"]


class SectorViewSet(TableViewSet):
    model = models.Sector
    form = forms.SectorForm
    icon = "folder-open-inverse"
    menu_order = 300
    list_display: ClassVar[list] = ["code", "name", "name_en", "order", *_state()]
    search_fields: ClassVar[list[str]] = ["code", "name", "name_en"]


class CrosswalkViewSet(TableViewSet):
    model = models.CrosswalkRow
    form = forms.CrosswalkForm
    icon = "resubmit"
    menu_order = 310
    list_display: ClassVar[list] = ["number", "sector", "industry", "term", "note", *_state()]
    list_filter: ClassVar[list[str]] = ["sector", *TableViewSet.list_filter]
    search_fields: ClassVar[list[str]] = ["term", "note", "industry__code", "industry__name", "sector__name"]


class SynonymViewSet(TableViewSet):
    model = models.SynonymGroup
    form = forms.SynonymForm
    icon = "openquote"
    menu_order = 400
    list_display: ClassVar[list] = ["head", "also", *_state()]
    search_fields: ClassVar[list[str]] = ["head", "terms"]


class TaxonomyGroup(ModelViewSetGroup):
    menu_label = _("Taxonomy")
    menu_icon = "list-ul"
    menu_order = 500
    items = (
        RegionViewSet("regions"),
        AliasViewSet("aliases"),
        GroupViewSet("region-groups"),
        IndustryViewSet("industries"),
        SectorViewSet("sectors"),
        CrosswalkViewSet("crosswalk"),
        SynonymViewSet("synonyms"),
    )
