"""How matching works, for everybody: written from the features' own docstrings and the weights in force."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from matching.explaining import Doc, constraints_doc, docs
from matching.weighting import versions
from matching.weights import BANDS, band_name

BAND_MEANINGS = {
    "introduce": _("Trade and place both fit: both sides can be asked at once."),
    "send": _("Most conditions fit: worth a look by the firm."),
    "reference": _("Only some conditions fit: kept for reference."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A feature with what it counts at present, in points. `is_deduction`: it only takes away."""

    doc: Doc
    points: float
    is_deduction: bool


def how(request: HttpRequest) -> HttpResponse:
    english = (get_language() or "").startswith("en")
    version = versions.in_force()
    values = version.values
    worth = {**values.deductions, **values.points}
    found = [
        Shown(doc, worth.get(doc.feature, 0) / 100, doc.feature not in values.points)
        for doc in docs(english=english)
    ]
    edges = {"introduce": (values.introduce, 100.0), "send": (values.send, values.introduce)}
    bands = [
        (
            band_name(code, "en" if english else "zh"),
            *edges.get(code, (0.0, values.send)),
            BAND_MEANINGS.get(code, meaning),
        )
        for code, _zh, _en, meaning in BANDS
    ]
    first, rest = constraints_doc(english=english)
    context = {
        "version": version,
        "sum": [one for one in found if not one.is_deduction],
        "less": [one for one in found if one.is_deduction and one.points],
        "bands": bands,
        "hard_first": first,
        "hard_rest": rest,
    }
    return render(request, "matching/how.html", context)
