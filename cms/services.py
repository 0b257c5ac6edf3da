"""What can be done with a posting: draft, submit, publish, confirm, close.  Keyword-only, checked, logged."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms import stamp, tree
from cms.forms.opportunity import faults
from cms.models import OpportunityPage
from cms.models.opportunity import OpportunityStatus
from cms.slugs import free_slug
from jobs import enqueue

LISTS = ("sectors", "industries")
NEEDED = ("title", "summary", "region", "sectors")  # without these nobody can judge a posting


@transaction.atomic
def draft_opportunity(*, office, fields: Mapping[str, Any], actor, is_demo: bool = False) -> OpportunityPage:
    """A new draft under the page of `office`.

    `fields`: values by field name of OpportunityPage; `region` a Region or its code, `sectors` and
    `industries` lists of rows or codes, `modes` a list of codes.  Raises ValidationError by field (what
    cannot be right, or an unknown field name), PermissionDenied when `actor` may not add there.  `actor` None
    is the system itself.
    """
    parent = tree.office_page(office=office)
    if actor is not None and not parent.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied
    plain = {name: value for name, value in fields.items() if name not in LISTS}
    region = plain.pop("region", None)
    known = {field.name for field in OpportunityPage._meta.concrete_fields} - {"office", "path", "depth"}
    unknown = set(plain) - known
    if unknown:
        raise ValidationError({name: _("A posting has no such field.") for name in sorted(unknown)})
    page = OpportunityPage(office=office, owner=actor, live=False, is_demo=is_demo, **plain)
    if isinstance(region, str):
        page.region_id = region
    elif region is not None:
        page.region = region
    page.slug = plain.get("slug") or free_slug(page.title, parent=parent)
    page.draft_title = page.title
    wrong = faults(_values(page), posting=page)
    if wrong:
        raise ValidationError(wrong)
    for name in LISTS:
        setattr(page, name, _rows(page, name, fields.get(name) or ()))
    parent.add_child(instance=page)
    page.save_revision(user=actor, log_action=False, clean=False)
    log(instance=page, action="wagtail.create", user=actor)
    return page


@transaction.atomic
def submit(*, page: OpportunityPage, actor) -> None:
    """Hand the latest draft to the secretariat; a posting that was held goes back to the same step.

    Raises PermissionDenied when `actor` may not edit the page, ValidationError when it is waiting already, is
    locked, or lacks what nobody can judge it without.
    """
    page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    tester = page.permissions_for_user(actor)
    if not tester.can_edit():
        raise PermissionDenied
    if page.workflow_in_progress:
        raise ValidationError(_("This posting is already waiting for the secretariat."), code="in_review")
    if tester.page_locked():
        raise ValidationError(_("Somebody has locked this posting. Ask the secretariat."), code="locked")
    wrong = faults(_values(page), posting=page) | _missing(page)
    if wrong:
        raise ValidationError(wrong)
    state = page.current_workflow_state
    if state is not None:  # held
        state.resume(user=actor)
        return
    workflow = page.get_workflow()
    if workflow is None:
        raise ValidationError(
            _("No workflow reviews this page. Run “manage.py ensure_tree”."), code="no_workflow"
        )
    workflow.start(page, actor)


@transaction.atomic
def publish(*, page: OpportunityPage, actor) -> OpportunityPage:
    """Publish the latest draft without a review: for the secretariat, imports and demonstration data.

    Raises PermissionDenied when `actor` may not publish.  `actor` None is the system itself.
    """
    if actor is not None and not page.permissions_for_user(actor).can_publish():
        raise PermissionDenied
    revision = page.get_latest_revision() or page.save_revision(user=actor)
    revision.publish(user=actor)
    return OpportunityPage.objects.get(pk=page.pk)


@transaction.atomic
def confirm_valid(*, page: OpportunityPage, actor) -> OpportunityPage:
    """仍有效: somebody of the office or the secretariat says that all of it still holds.

    Raises PermissionDenied, or ValidationError when the posting is not public or has run out.
    """
    if not page.permissions_for_user(actor).can_edit():
        raise PermissionDenied
    if not page.live:
        raise ValidationError(_("Only a published posting can be confirmed."), code="not_live")
    if page.deadline and page.deadline < timezone.localdate():
        raise ValidationError(
            _("The posting ran out on %(day)s. Give a later day and submit it again.")
            % {"day": page.deadline},
            code="expired",
        )
    set_on_all_versions(page=page, verified_on=timezone.localdate())
    log(instance=page, action="cms.confirm_valid", user=actor)
    announce([page.pk])
    return page


@transaction.atomic
def set_status(*, page: OpportunityPage, status: str, actor) -> OpportunityPage:
    """Open, pause or close a published posting at once: news of a closed door needs no review.

    Raises PermissionDenied; ValidationError for an unknown status or one the posting has already.
    """
    if not page.permissions_for_user(actor).can_edit():
        raise PermissionDenied
    if status not in OpportunityStatus.values or status == page.status:
        raise ValidationError({"status": _("Choose another status than the present one.")}, code="status")
    set_on_all_versions(page=page, status=status)
    log(instance=page, action="cms.set_status", user=actor, data={"status": status})
    announce([page.pk])
    return page


def set_on_all_versions(*, page: OpportunityPage, **values: Any) -> None:
    """Set fields on the live row and on the latest draft, so that publishing the draft does not undo it."""
    type(page).objects.filter(pk=page.pk).update(**values)
    for name, value in values.items():
        setattr(page, name, value)
    revision = page.get_latest_revision()
    if revision is not None:
        revision.content |= {name: page._meta.get_field(name).value_to_string(page) for name in values}
        revision.save(update_fields=["content"])


def announce(page_ids: Iterable[int]) -> None:
    """Have the search and the matches of these postings made right, after the commit of the caller."""
    stamp.renew()
    for page_id in page_ids:
        enqueue("search.index", f"opportunity:{page_id}")
        enqueue("matching.match_opportunity", str(page_id))


def _values(page: OpportunityPage) -> dict[str, Any]:
    names = (
        "amount_wan",
        "minimum_wan",
        "intensity_wan_per_mu",
        "land_mu",
        "plot_ratio",
        "deadline",
        "status",
    )
    return {name: getattr(page, name) for name in names} | {"region": page.region if page.region_id else None}


def _missing(page: OpportunityPage) -> dict[str, str]:
    found = {}
    for name in NEEDED:
        value = (
            page.sectors.all()
            if name == "sectors"
            else getattr(page, f"{name}_id" if name == "region" else name)
        )
        if not value:
            found[name] = _("The secretariat cannot judge a posting without this.")
    return found


def _rows(page: OpportunityPage, name: str, given: Iterable[Any]) -> list[Any]:
    """Rows for rows or codes; ValidationError names the codes that are unknown."""
    given = list(given)
    codes = [one for one in given if isinstance(one, str)]
    model = page._meta.get_field(name).related_model
    found = model.objects.in_bulk(codes) if codes else {}
    lost = [code for code in codes if code not in found]
    if lost:
        raise ValidationError({name: _("Unknown codes: %(codes)s") % {"codes": ", ".join(lost)}})
    return [found[one] if isinstance(one, str) else one for one in given]
