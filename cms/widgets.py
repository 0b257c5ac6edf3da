"""Form controls of the admin: a picker for code trees, an amount with its conversion, modes."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.picking import describe
from taxonomy.modes import MODES


def mode_choices() -> list[tuple[str, str]]:
    """Codes with the names in the reader's language."""
    from django.utils.translation import get_language

    english = (get_language() or "").startswith("en")
    return [(mode.code, mode.name_en if english else mode.name) for mode in MODES.values()]


class TreePicker(forms.Select):
    """A native select that holds only what is chosen; its script adds a search over the whole tree.

    `kind` is a key of `cms.picking.KINDS`.  The options come from the admin as somebody types, so that a form
    with 3,600 regions weighs no more than one without.
    """

    template_name = "cms/admin/tree_picker.html"

    def __init__(self, kind: str, attrs=None, *, within: str = "") -> None:
        self.kind = kind
        self.within = within
        super().__init__(attrs)

    def optgroups(self, name, value, attrs=None):
        chosen = [code for code in value if code]
        field = getattr(self.choices, "field", None)
        rows = list(field.queryset.filter(pk__in=chosen)) if field is not None and chosen else []
        self.shown = describe(self.kind, rows)
        return [
            (
                None,
                [
                    self.create_option(name, row["code"], row["label"], True, index)
                    for index, row in enumerate(self.shown)
                ],
                0,
            )
        ]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"].update(
            kind=self.kind,
            within=self.within,
            url=reverse("cms_pick", args=[self.kind]),
            multiple=self.allow_multiple_selected,
            paths={row["code"]: row["path"] for row in self.shown},
        )
        return context

    @cached_property
    def media(self):
        return forms.Media(js=["admin/tree-picker.js"], css={"all": ["admin/widgets.css"]})

    def use_required_attribute(self, initial):
        return False  # the visible control is the search; the server says what is missing

    def id_for_label(self, id_, index=None):
        return f"{id_}-search" if id_ else id_


class TreePickerMultiple(TreePicker):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        getter = getattr(data, "getlist", None)
        return getter(name) if getter else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return False

    def format_value(self, value):
        return [str(code) for code in value or []]


class WanInput(forms.NumberInput):
    """An amount in 万元 with the same amount in 亿元 beside it, from the server and while typing."""

    template_name = "cms/admin/wan_input.html"

    def __init__(self, attrs=None) -> None:
        super().__init__({"step": "0.01", "min": "0", **(attrs or {})})

    def get_context(self, name, value, attrs):
        from decimal import Decimal, InvalidOperation

        from cms.plausibility import spoken

        context = super().get_context(name, value, attrs)
        try:
            context["widget"]["spoken"] = spoken(Decimal(str(value))) if value not in (None, "") else ""
        except InvalidOperation:
            context["widget"]["spoken"] = ""
        return context

    @cached_property
    def media(self):
        return forms.Media(js=["admin/wan-input.js"], css={"all": ["admin/widgets.css"]})


class ModesField(forms.MultipleChoiceField):
    """Modes of cooperation as checkboxes; the value is a list of codes in the order of `taxonomy.modes`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Modes of cooperation"))
        super().__init__(choices=mode_choices, required=False, **options)

    def clean(self, value):
        return [code for code in MODES if code in super(ModesField, self).clean(value)]
