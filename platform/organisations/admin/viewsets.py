"""The lists, forms and filters of the menu 会员."""

from typing import Any

from django.db.models import Model
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from organisations import services
from organisations.forms import members as forms
from organisations.models import (
    Account,
    Committee,
    Firm,
    GroupMember,
    Intent,
    InvestmentOffice,
    Invitation,
    Membership,
    User,
)

from . import invitations
from .policy import SecretariatPolicy
from .views import AddView, DeleteView, EditView

ACTIVE = BooleanColumn("is_active", label=_("Switched on"), sort_key="is_active")


class MemberViewSet(ModelViewSet):
    """One model of this app. `actions` are what the secretariat may do with it; nobody else does anything."""

    add_view_class = AddView
    edit_view_class = EditView
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    form_class: Any = None
    actions = ("add", "change", "view")
    save: Any = None
    related: tuple[str, ...] = ()  # what a row of the list shows of other rows

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.model._default_manager.select_related(*self.related) if self.related else None
        return super().get_index_view_kwargs(**({"queryset": rows} if rows is not None else {}), **kwargs)

    def get_form_class(self, for_update: bool = False) -> Any:
        return self.form_class

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"service": type(self).save, **kwargs})

    @classmethod
    def register_policy(cls) -> None:
        register_permission_policy(cls.model, SecretariatPolicy(cls.model, cls.actions))


class Deletable(MemberViewSet):
    """A short list of names. A row that is in use is not deleted."""

    actions = ("add", "change", "delete", "view")
    add_view_class = ModelViewSet.add_view_class
    edit_view_class = ModelViewSet.edit_view_class
    delete_view_class = DeleteView


class FirmViewSet(MemberViewSet):
    model = Firm
    name = "firms"
    url_prefix = "members/firms"
    icon = "group"
    menu_label = _("Member firms")
    form_class = forms.FirmAdminForm
    related = ("business_region", "group_member", "committee")
    list_display = ["name", "credit_code", "business_region", "group_member", "committee", ACTIVE]
    list_filter = ["sectors", "group_member", "committee", "merchant_kind", "is_active", "is_opted_out"]
    list_export = [
        "name", "credit_code", "business_region", "hometown_region", "group_member", "committee",
        "merchant_kind", "staff", "revenue_wan", "is_active",
    ]  # fmt: skip
    search_fields = ["name", "credit_code", "profile"]

    @staticmethod
    def save(form: Any, instance: Firm | None, actor: Any) -> Firm:
        return services.firm_save(firm=instance, values=form.values(), actor=actor, seen=form.seen_at())


class IntentViewSet(MemberViewSet):
    model = Intent
    name = "intents"
    url_prefix = "members/intents"
    icon = "pick"
    menu_label = _("Intents")
    form_class = forms.IntentAdminForm
    related = ("firm",)
    list_display = [
        "title",
        Column("firm", label=_("Firm")),
        Column("state.label", label=_("State")),
        "valid_until",
        "updated_at",
    ]
    list_filter = ["is_active", "valid_until", "sectors"]
    search_fields = ["title", "text", "firm__name"]

    @staticmethod
    def save(form: Any, instance: Intent | None, actor: Any) -> Intent:
        values = form.values()
        firm = values.pop("firm")
        return services.intent_save(
            intent=instance, firm=firm, values=values, actor=actor, seen=form.seen_at()
        )


class OfficeViewSet(MemberViewSet):
    model = InvestmentOffice
    name = "offices"
    url_prefix = "members/offices"
    icon = "site"
    menu_label = _("Investment offices")
    form_class = forms.OfficeAdminForm
    related = ("region",)
    list_display = ["name", "region", "phone", ACTIVE]
    list_filter = ["is_active"]
    search_fields = ["name", "name_en", "region__full_name"]

    @staticmethod
    def save(form: Any, instance: InvestmentOffice | None, actor: Any) -> InvestmentOffice:
        return services.office_save(office=instance, values=form.cleaned_data, actor=actor)


class GroupMemberViewSet(Deletable):
    model = GroupMember
    name = "group_members"
    url_prefix = "members/group-members"
    icon = "folder-open-inverse"
    menu_label = _("Group members")
    form_class = forms.GroupMemberForm
    related = ("region",)
    list_display = ["name", "region"]
    search_fields = ["name"]


class CommitteeViewSet(Deletable):
    model = Committee
    name = "committees"
    url_prefix = "members/committees"
    icon = "list-ul"
    menu_label = _("Committees")
    form_class = forms.CommitteeForm
    list_display = ["name"]
    search_fields = ["name"]


class MembershipViewSet(MemberViewSet):
    model = Membership
    name = "memberships"
    url_prefix = "members/people"
    icon = "user"
    menu_label = _("People and places")
    form_class = forms.MembershipForm
    related = ("user", "office", "firm")
    list_display = [
        "user",
        Column("user.email", label=_("E-mail")),
        Column("get_role_display", label=_("Role"), sort_key="role"),
        Column("place_name", label=_("Organisation")),
        "title",
        ACTIVE,
    ]
    list_filter = ["role", "department", "is_active"]
    search_fields = ["user__name", "user__email", "firm__name", "office__name"]

    @staticmethod
    def save(form: Any, instance: Membership | None, actor: Any) -> Membership:
        return services.membership_save(membership=instance, values=form.values(), actor=actor)


class AccountViewSet(MemberViewSet):
    model = Account
    name = "accounts"
    url_prefix = "members/accounts"
    icon = "key"
    menu_label = _("Accounts")
    form_class = forms.AccountAdminForm
    actions = ("change", "view")
    list_display = ["email", "name", ACTIVE, DateColumn("last_login", label=_("Last here"))]
    list_filter = ["is_active"]
    search_fields = ["email", "name"]

    @staticmethod
    def save(form: Any, instance: User | None, actor: Any) -> User:
        assert instance is not None
        return services.account_save(user=instance, values=form.cleaned_data, actor=actor)


class InvitationViewSet(MemberViewSet):
    model = Invitation
    name = "invitations"
    url_prefix = "members/invitations"
    icon = "mail"
    menu_label = _("Invitations")
    form_class = forms.InvitationForm
    related = ("office", "firm")
    actions = ("add", "view")
    index_view_class = invitations.IndexView
    add_view_class = invitations.AddView
    list_display = [
        "email",
        Column("get_role_display", label=_("Role"), sort_key="role"),
        Column("place_name", label=_("Organisation")),
        Column("state.label", label=_("State")),
        DateColumn("mailed_at", label=_("Mail sent"), sort_key="mailed_at"),
        DateColumn("expires_at", label=_("Expires"), sort_key="expires_at"),
    ]
    list_filter = ["role"]
    search_fields = ["email", "firm__name", "office__name"]

    @staticmethod
    def save(form: Any, instance: Invitation | None, actor: Any) -> Invitation:
        return services.invite(**form.cleaned_data, invited_by=actor)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("resend/<int:pk>/", invitations.resend, name="resend"),
            path("revoke/<int:pk>/", invitations.revoke, name="revoke"),
        ]


class MembersGroup(ModelViewSetGroup):
    menu_label = _("Members")
    menu_icon = "group"
    menu_order = 200
    items = (
        FirmViewSet,
        IntentViewSet,
        OfficeViewSet,
        MembershipViewSet,
        InvitationViewSet,
        AccountViewSet,
        GroupMemberViewSet,
        CommitteeViewSet,
    )


def models() -> tuple[type[Model], ...]:
    """The models of the menu."""
    return tuple(item.model for item in MembersGroup.items)
