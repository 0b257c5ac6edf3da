"""Ask for one row as one role, and name what comes back with a letter of `matrix`."""

from django.db import transaction
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from .matrix import Row
from .world import World

LETTERS = {200: ".", 400: "B", 403: "F", 404: "N", 405: "M", 409: "C", 422: "B"}


def ask(row: Row, role: str, world: World) -> str:
    """The letter; "?" and the status for an answer that has none. Leaves the database as it was."""
    address = address_of(row, world)
    client = world.clients[role]
    with transaction.atomic():
        answer = client.post(address, row.data) if row.method == "POST" else client.get(address)
        letter = letter_of(answer)
        transaction.set_rollback(True)
    return letter


def address_of(row: Row, world: World) -> str:
    try:
        address = reverse(row.route, kwargs=row.arguments(world))
    except NoReverseMatch:  # an address without a name stands for itself
        address = f"/{row.route}"
    return address + row.query


def letter_of(answer: HttpResponse) -> str:
    if answer.status_code in (301, 302, 303):
        target = answer["Location"]
        if target.startswith(reverse("account_login")) and "next=" in target:
            return "L"
        return "A" if target == reverse("wagtailadmin_home") else "R"
    return LETTERS.get(answer.status_code, f"?{answer.status_code}")
