"""Who may do what with pages, pictures and files: one group an office, one for the secretariat.

Membership of the groups follows the memberships of `organisations`; nobody edits it by hand.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import HomePage, OfficeAccess
from organisations.access import SECRETARIAT_GROUP
from organisations.choices import Role
from organisations.models import Membership

OFFICE_ON_PAGES = ("add", "change")
SECRETARIAT_ON_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
ON_FILES = ("add", "change", "choose")
OUR_APPS = ("cms", "organisations", "taxonomy", "matching", "search", "jobs", "paperwork", "workbench")
# accounts are given by invitation: whoever edits accounts could make an administrator of himself
NOT_FOR_SECRETARIAT = {
    "view_user",
    "add_user",
    "change_user",
    "delete_user",
    "delete_region",
    "delete_industry",
    "delete_sector",
    "delete_job",
    "delete_review",
    "add_review",
    "change_review",
}


@transaction.atomic
def sync_office_group(*, office) -> OfficeAccess:
    """The office's group, with add and change on its own page and use of its own collection; idempotent."""
    from cms import tree

    page = tree.office_page(office=office)
    access = OfficeAccess.objects.filter(office=office).select_related("group", "collection").first()
    if access is None:
        access = OfficeAccess.objects.create(
            office=office,
            group=Group.objects.create(name=_group_name(office)),
            collection=Collection.get_first_root_node().add_child(name=office.name),
        )
    elif access.collection.name != office.name:
        access.collection.name = office.name
        access.collection.save(update_fields=["name"])
    if access.group.name != _group_name(office):
        Group.objects.filter(pk=access.group_id).update(name=_group_name(office))
    _grant_pages(access.group, page, OFFICE_ON_PAGES)
    _grant_files(access.group, access.collection)
    access.group.permissions.set(Permission.objects.filter(codename="access_admin"))
    return access


@transaction.atomic
def sync_secretariat_group() -> Group:
    """The secretariat's group: every page, file and table, but no accounts and no settings of Wagtail."""
    group, _new = Group.objects.get_or_create(name=SECRETARIAT_GROUP)
    home = HomePage.objects.first()
    if home is not None:
        _grant_pages(group, home, SECRETARIAT_ON_PAGES)
    _grant_files(group, Collection.get_first_root_node())
    ours = Permission.objects.filter(content_type__app_label__in=OUR_APPS).exclude(
        codename__in=NOT_FOR_SECRETARIAT
    )
    group.permissions.set([*ours, *Permission.objects.filter(codename="access_admin")])
    return group


@transaction.atomic
def sync_user(user) -> None:
    """Put a person into the groups of the live memberships, and out of those of ended ones."""
    held = list(Membership.objects.of(user))
    wanted = {
        sync_office_group(office=membership.office).group_id
        for membership in held
        if membership.role == Role.OFFICER and membership.office.is_active
    }
    if any(membership.role == Role.SECRETARIAT for membership in held):
        group = Group.objects.filter(name=SECRETARIAT_GROUP).first() or sync_secretariat_group()
        wanted.add(group.pk)
    managed = Group.objects.filter(office_access__isnull=False) | Group.objects.filter(name=SECRETARIAT_GROUP)
    present = set(user.groups.filter(pk__in=managed.values("pk")).values_list("pk", flat=True))
    user.groups.remove(*(present - wanted))
    user.groups.add(*(wanted - present))


def _group_name(office) -> str:
    return f"{office.name} #{office.pk}"


def _grant_pages(group: Group, page, actions) -> None:
    """Exactly these actions, on exactly this page and what is below it."""
    wanted = set(Permission.objects.filter(codename__in=[f"{action}_page" for action in actions]))
    present = GroupPagePermission.objects.filter(group=group)
    present.exclude(page_id=page.pk, permission__in=wanted).delete()
    there = set(present.values_list("permission_id", flat=True))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page.pk, permission=one)
        for one in wanted
        if one.pk not in there
    )


def _grant_files(group: Group, collection: Collection) -> None:
    models = [get_image_model(), get_document_model()]
    codenames = [f"{action}_{model._meta.model_name}" for action in ON_FILES for model in models]
    wanted = set(
        Permission.objects.filter(
            codename__in=codenames, content_type__app_label__in=[model._meta.app_label for model in models]
        )
    )
    present = GroupCollectionPermission.objects.filter(group=group)
    present.exclude(collection=collection, permission__in=wanted).delete()
    there = set(present.values_list("permission_id", flat=True))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=one)
        for one in wanted
        if one.pk not in there
    )
