"""The documentation of the API, drawn from its own description; nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.api.endpoints import api


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of what is given: `type` names the table it is described in, `anchor` leads
    there.
    """

    name: str
    type: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    path: str
    summary: str
    text: str
    parameters: tuple[Field, ...]
    gives: Field


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    text: str
    fields: tuple[Field, ...]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/api/v1/docs/`."""
    described = api.get_openapi_schema()
    shapes = described["components"]["schemas"]
    context = {
        "info": described["info"],
        "operations": [
            _operation(path, one) for path, methods in described["paths"].items() for one in methods.values()
        ],
        "shapes": list(_shapes(shapes)),
        "example": request.build_absolute_uri("/api/v1/opportunities?q=冷链&region=510300&amount_min=5000"),
    }
    return render(request, "search/api_docs.html", context)


def _operation(path: str, one: Mapping[str, Any]) -> Operation:
    answer = one["responses"][200]["content"]["application/json"]["schema"]
    parameters = [_field(held["name"], held["schema"]) for held in one.get("parameters", ())]
    return Operation(
        path, one["summary"], one.get("description", ""), tuple(parameters), _field("", answer)
    )


def _shapes(shapes: Mapping[str, Any]) -> Iterator[Shape]:
    for name, shape in shapes.items():
        fields = tuple(_field(one, held) for one, held in shape.get("properties", {}).items())
        yield Shape(name, shape.get("description", ""), fields)


def _field(name: str, held: Mapping[str, Any]) -> Field:
    kind, anchor = _type(held)
    return Field(name, kind, anchor, held.get("description", ""))


def _type(held: Mapping[str, Any]) -> tuple[str, str]:
    """The type in words, and the name of the shape it refers to."""
    if "$ref" in held:
        name = held["$ref"].rpartition("/")[2]
        return name, name
    if several := held.get("anyOf"):
        kinds = [_type(one) for one in several]
        return " | ".join(kind for kind, _anchor in kinds), next((a for _kind, a in kinds if a), "")
    if held.get("type") == "array":
        kind, anchor = _type(held["items"])
        return f"[{kind}]", anchor
    if isinstance(more := held.get("additionalProperties"), dict):
        kind, anchor = _type(more)
        return f"{{name: {kind}}}", anchor
    return held.get("format") or str(held.get("type", "")), ""
