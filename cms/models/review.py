"""审核: the secretariat's marks for a posting, and the reason that went back to the office."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.scoring import CRITERIA, HIGHEST, Decision


def mark(name: str) -> models.PositiveSmallIntegerField:
    label, _hint = CRITERIA[name]
    return models.PositiveSmallIntegerField(label, validators=[MaxValueValidator(HIGHEST)])


class ReviewQuerySet(models.QuerySet):
    def for_office(self, office):
        """What came back to an office, newest first, with what a list shows."""
        return self.filter(page__office=office).with_details()

    def latest_of_each(self):
        """The newest review of every posting: the one that counts."""
        newest = (
            self.model.objects.filter(page=models.OuterRef("page"))
            .order_by("-created_at", "-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest))

    def with_details(self):
        return self.select_related("page__office", "reviewer")


class Review(models.Model):
    page = models.ForeignKey(
        "cms.OpportunityPage", models.CASCADE, related_name="reviews", verbose_name=_("opportunity")
    )
    task_state = models.ForeignKey(
        "wagtailcore.TaskState", models.SET_NULL, null=True, related_name="reviews", editable=False
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, related_name="+", editable=False
    )
    completeness = mark("completeness")
    feasibility = mark("feasibility")
    member_fit = mark("member_fit")
    truth = mark("truth")
    total = models.PositiveSmallIntegerField(_("sum"), editable=False)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, editable=False)
    reason = models.TextField(_("reason"), blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    created_at = models.DateTimeField(_("reviewed"), auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["task_state"], name="review_once_a_submission")]

    def __str__(self) -> str:
        return f"{self.total} · {self.get_decision_display()}"

    @property
    def marks(self) -> list[tuple[str, int]]:
        """Label and mark, in the order of the criteria."""
        return [(label, getattr(self, name)) for name, (label, _hint) in CRITERIA.items()]
