"""Wagtail's add and edit views with the saving left to a service, and its objections put into the form."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic

from organisations.services import StaleError

SHOWN = 8


class ByService:
    """For a viewset with `save(form, instance, actor)`; instance is None for a new one."""

    service: Any = None

    def save_instance(self) -> Any:
        instance = self.form.instance if self.form.instance.pk else None
        return self.service(self.form, instance, self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except StaleError as fault:
            form.carry_on_from(fault.current)
            form.add_error(
                None,
                _("Somebody saved this while you were writing. Save again to replace theirs with yours."),
            )
        except ValidationError as fault:
            faults = getattr(fault, "error_dict", None) or {NON_FIELD_ERRORS: fault.error_list}
            for name, errors in faults.items():
                form.add_error(name if name in form.fields else None, errors)
        messages.validation_error(self.request, self.get_error_message(), form)
        self.form = form
        return self.render_to_response(self.get_context_data(form=form))


class AddView(ByService, generic.CreateView):
    pass


class EditView(ByService, generic.EditView):
    pass


class DeleteView(generic.DeleteView):
    """Says who uses a row that therefore stays."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError as fault:
            users = "、".join(str(row) for row in list(fault.protected_objects)[:SHOWN])
            messages.error(
                self.request,
                _("Still used by %(count)s, so it stays: %(users)s. Change those first.")
                % {"count": len(fault.protected_objects), "users": users},
            )
            return redirect(self.get_success_url())
