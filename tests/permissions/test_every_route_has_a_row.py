"""No address of ours without a row in the matrix, and no row for an address that is gone."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import APPS

from .matrix import ROWS

# Other people's routes that need a row all the same: they open accounts and the admin, or call ours.
ALSO = ("account_", "api:")
ALSO_EXACTLY = {"wagtailadmin_home"}


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, below)


def is_ours(name: str, pattern: URLPattern) -> bool:
    """A view of ours, or a generic one over a model of ours."""
    view = getattr(pattern.callback, "view_class", pattern.callback)
    model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
    modules = (getattr(view, "__module__", ""), getattr(model, "__module__", ""))
    return (
        any(module.split(".")[0] in APPS for module in modules)
        or name.startswith(ALSO)
        or name in ALSO_EXACTLY
    )


def ours() -> set[str]:
    return {name for name, pattern in routes(get_resolver()) if is_ours(name, pattern)}


def test_every_route_has_a_row():
    assert ours() - {row.route for row in ROWS} == set(), "add rows to tests/permissions/matrix.py"


def test_no_row_is_left_of_a_route_that_is_gone():
    assert {row.route for row in ROWS} - ours() == set()


def test_what_is_changed_by_a_post_is_asked_by_a_post():
    """A route that refuses GET says nothing about who may use it; it needs a row with POST as well."""
    refused = {row.route for row in ROWS if row.method == "GET" and "M" in row.expected.values()}
    assert refused - {row.route for row in ROWS if row.method == "POST"} == set()
