"""The step of the workflow in which a posting is scored."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class ScoringTask(AbstractGroupApprovalTask):
    """Members of the chosen groups score a posting; the marks decide.  Other pages are simply approved."""

    class Meta:
        verbose_name = _("scoring of postings")
        verbose_name_plural = _("scoring of postings")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups give four marks; the sum publishes, holds or rejects.")

    def get_actions(self, obj, user):
        from cms import moderation

        if not moderation.is_scored(obj):
            return super().get_actions(obj, user)
        if moderation.may_review(task=self, user=user):
            return [("score", _("Score and decide"), True)]
        return []

    def get_form_for_action(self, action):
        if action == "score":
            from cms.forms.review import ReviewForm

            return ReviewForm
        return super().get_form_for_action(action)

    def get_template_for_action(self, action):
        return "cms/admin/review_modal.html" if action == "score" else ""

    def on_action(self, task_state, user, action_name, **kwargs):
        from cms import moderation

        page = task_state.workflow_state.content_object.specific
        if action_name == "score":
            reason = kwargs.pop("reason", "")
            try:
                moderation.review(
                    page=page, task_state=task_state, scores=kwargs, reason=reason, reviewer=user
                )
            except ValidationError as error:
                # The form has checked the marks, so these were not sent by it; and Wagtail's editor may send
                # one decision twice, by hand and by its autosave.
                if getattr(error, "code", "") != "decided":
                    raise PermissionDenied from error
            return None
        if moderation.is_scored(page):
            return None  # approving past the marks is not offered, and not taken from a forged form either
        return super().on_action(task_state, user, action_name, **kwargs)
