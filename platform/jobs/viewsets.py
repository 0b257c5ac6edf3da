"""The ledger in the Wagtail admin: what waits, what runs, what failed and why, and a way to run it again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from jobs.models import Job, State
from jobs.services import run_again

CHANGE = "jobs.change_job"


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Rows are written by the work itself; by hand they can be looked at and, with CHANGE, run again."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")


def may_run_again(user: Any, job: Job) -> bool:
    return job.state in (State.DONE, State.FAILED) and user.has_perm(CHANGE)


def shown_progress(job: Job) -> str:
    """Such as 3 / 10; nothing while it is not known how much there is."""
    return f"{job.done} / {job.total}" if job.total else ""


class JobFilters(WagtailFilterSet):
    class Meta:
        model = Job
        fields = ["state", "kind"]


class JobIndex(IndexView):
    page_title = _("Background work")
    default_ordering = "-pk"

    @cached_property
    def columns(self) -> list[Column]:
        with_buttons = self._get_title_column_class(TitleColumn)
        return [with_buttons("title", label=_("work"), url_name="jobs:inspect"), *super().columns[1:]]

    def get_page_subtitle(self) -> str:
        """How many wait, run and failed, so that the question is answered before the list is read."""
        counts = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
        return gettext("%(waiting)d waiting, %(running)d running, %(failed)d failed") % {
            each: counts.get(each, 0) for each in ("waiting", "running", "failed")
        }

    def get_list_more_buttons(self, instance: Job) -> list[Button]:
        buttons = super().get_list_more_buttons(instance)
        if may_run_again(self.request.user, instance):
            address = reverse("jobs:again", args=[instance.pk])
            buttons.append(Button(_("Run again"), url=address, icon_name="rotate", priority=30))
        return buttons


class JobInspect(InspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["again_url"] = (
            reverse("jobs:again", args=[self.object.pk])
            if may_run_again(self.request.user, self.object)
            else ""
        )
        return context


def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then put the job back into the queue."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    job = get_object_or_404(Job, pk=pk)
    if request.method == "POST":
        if may_run_again(request.user, job):
            run_again(job=job)
            messages.success(request, gettext("“%(title)s” will be run again.") % {"title": job.title})
        else:
            messages.warning(
                request, gettext("“%(title)s” is waiting or running already.") % {"title": job.title}
            )
        return redirect("jobs:index")
    return render(request, "jobs/again.html", {"job": job})


class JobViewSet(ModelViewSet):
    model = Job
    name = "jobs"
    icon = "history"
    menu_label = _("Background work")
    menu_order = 950
    add_to_settings_menu = True
    index_view_class = JobIndex
    inspect_view_class = JobInspect
    inspect_view_enabled = True
    copy_view_enabled = False
    filterset_class = JobFilters
    form_fields = ["kind"]
    list_per_page = 50
    inspect_view_fields = [
        "kind", "key", "state", "error", "attempts", "done", "total", "run_after", "created_at", "started_at",
        "finished_at", "claimed_by", "payload", "trace",
    ]  # fmt: skip
    list_display = [
        "title",  # JobIndex makes a column with buttons of it
        Column("key", label=_("of")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("progress", label=_("progress"), accessor=shown_progress),
        Column("error", label=_("reason")),
        Column("attempts", label=_("attempts")),
        DateColumn("run_after", label=_("not before"), sort_key="run_after"),
        DateColumn("finished_at", label=_("finished"), sort_key="finished_at"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("again/<int:pk>/", again, name="again")]
