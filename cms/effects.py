"""What follows from a change.  Doors for signals; each hands over to a service and holds no rule."""

from django.utils import timezone

from cms import services
from cms.models import OpportunityPage


def page_published(sender, instance, **kwargs) -> None:
    """Whoever publishes vouches for it today."""
    services.set_on_all_versions(page=instance, verified_on=timezone.localdate())
    services.announce([instance.pk])


def page_withdrawn(sender, instance, **kwargs) -> None:
    services.announce([instance.pk])


def address_changed(sender, instance, **kwargs) -> None:
    """A page above got another address, so every posting below it has one too."""
    below = OpportunityPage.objects.live().descendant_of(instance, inclusive=True)
    services.announce(below.values_list("pk", flat=True))


def membership_changed(sender, user_id, **kwargs) -> None:
    from cms.permissions import sync_user
    from organisations.models import User

    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        sync_user(user)


def office_changed(sender, office_id, **kwargs) -> None:
    """The index and the lists show the office's name; its group and its collection bear it."""
    from cms.models import OfficeAccess
    from cms.permissions import sync_office_group

    access = OfficeAccess.objects.filter(office=office_id).select_related("office").first()
    if access is not None:
        sync_office_group(office=access.office)
    services.announce(OpportunityPage.objects.live().filter(office=office_id).values_list("pk", flat=True))


def connect() -> None:
    from django.db.models.signals import post_delete
    from wagtail.signals import page_published as published
    from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

    from cms import stamp
    from organisations import hooks

    stamp.connect()
    published.connect(page_published, sender=OpportunityPage, dispatch_uid="cms.published")
    page_unpublished.connect(page_withdrawn, sender=OpportunityPage, dispatch_uid="cms.unpublished")
    post_delete.connect(page_withdrawn, sender=OpportunityPage, dispatch_uid="cms.deleted")
    page_slug_changed.connect(address_changed, dispatch_uid="cms.slug")
    post_page_move.connect(address_changed, dispatch_uid="cms.moved")
    hooks.membership_changed.connect(membership_changed, dispatch_uid="cms.membership")
    hooks.office_changed.connect(office_changed, dispatch_uid="cms.office")
