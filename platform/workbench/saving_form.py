"""Hand a valid form to a service, and put what the service says against it back into the form."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.forms.saving import ServiceForm
from organisations.services import StaleError


def save(form: ServiceForm, service: Callable[..., Any], **arguments: Any) -> Any:
    """The saved object, or None with the reasons in the form and every typed word still in it."""
    if not form.is_valid():
        return None
    try:
        return service(values=form.values(), seen=form.seen_at(), **arguments)
    except StaleError as fault:
        when = date_format(timezone.localtime(fault.current.updated_at), "H:i:s")
        form.carry_on_from(fault.current)
        form.newer = fault.current
        form.add_error(
            None,
            _(
                "Somebody saved this at %(time)s while you were writing. What you wrote is kept below and is "
                "not saved yet. Compare it with the saved version, then save again to replace that."
            )
            % {"time": when},
        )
    except ValidationError as fault:
        for name, errors in getattr(fault, "error_dict", {NON_FIELD_ERRORS: fault.error_list}).items():
            form.add_error(name if name in form.fields else None, errors)
    return None
