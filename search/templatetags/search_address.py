"""`{% load search_address %}`: links to the result page from anywhere."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag
def search_address(**parameters: Any) -> str:
    """`{% search_address region=code sector="health" %}`: the result page with these conditions (names of the
    address, see `search.query`); empty values are left out."""
    held = {name: value for name, value in parameters.items() if value not in (None, "", ())}
    return reverse("search:results") + (f"?{urlencode(held, doseq=True)}" if held else "")
