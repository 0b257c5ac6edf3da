"""The rule by which answers propose a change of the weights. Plain Python; documented in docs/adr/0043.

A refusal names a reason, and some reasons are about one feature (太远: the region). For such a feature:

  gap   = mean value of the feature on pairs that were liked − mean value on pairs refused for its reason
  trust = n / (n + 5), where n is the number of those refusals: few answers move little
  step  = 6 × gap × trust points, rounded to halves, never more than ±3

A gap above zero: the feature tells the liked from the refused, so it may count more. Below zero: it spoke
for the very pairs that were refused for its sake, so it should count less. Values do not depend on the
weights, so answers given under earlier versions count too. The other features make room in proportion; the
sum stays 100.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from matching.weighting.values import Values, to_sum

ABOUT: Mapping[str, str] = {
    "too_far": "region",
    "wrong_industry": "industry",
    "too_large": "size",
    "too_small": "size",
}
"""Reason → the feature it is about. Other reasons (已在谈, 暂无计划, 其他) say nothing of the weights."""

DAYS = 90  # answers of so many days count
LEAST = 5  # refusals for the reason, on pairs where the feature spoke
LEAST_FIRMS = 3  # by so many different firms: one firm does not move everybody's lists
LEAST_LIKED = 5  # liked pairs to compare with
MOST = 3.0  # points a feature may move in one proposal
TRUST = 5  # refusals that are half trusted
SCALE = 6.0  # points for a gap of 1 that is fully trusted
SMALLEST = 1.0  # points; below that a change is not worth a decision
QUARTER = 25  # hundredths: what the others give or take is a multiple of it
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """One side's word of a pair. `values`: −1 to 1 by feature, only those that spoke; `points` alike."""

    firm_id: int
    opportunity_id: int
    side: str
    liked: bool
    reason: str
    at: datetime.datetime
    values: Mapping[str, float]
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed, and everything it rests on, as `WeightProposal.evidence` keeps it."""

    feature: str
    points: dict[str, int]
    evidence: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`high`: refused pairs to which the feature gave at least half of its points. Means are in points."""

    feature: str
    days: int
    refusals: int
    cited: int
    firms: int
    high: int
    liked: int
    mean_refused: float
    mean_liked: float
    before: float
    after: float
    pairs: list[dict[str, Any]]


def suggest(values: Values, answers: Iterable[Answer], *, days: int = DAYS) -> list[Suggestion]:
    """At most one suggestion a feature, in the order in which the weights name them."""
    said = list(answers)
    found = []
    for feature in values.points:
        one = _suggest(feature, values, said, days)
        if one is not None:
            found.append(one)
    return found


def _suggest(feature: str, values: Values, said: list[Answer], days: int) -> Suggestion | None:
    refused = [each for each in said if not each.liked]
    cited = [each for each in refused if ABOUT.get(each.reason) == feature and feature in each.values]
    liked = [each for each in said if each.liked and feature in each.values]
    firms = {each.firm_id for each in cited}
    if len(cited) < LEAST or len(firms) < LEAST_FIRMS or len(liked) < LEAST_LIKED:
        return None
    low, high = _mean(each.values[feature] for each in cited), _mean(each.values[feature] for each in liked)
    step = step_of(high - low, len(cited))
    points = moved(values, feature, step)
    if points is None:
        return None
    before, after = values.points[feature] / 100, points[feature] / 100
    evidence = Evidence(
        feature=feature,
        days=days,
        refusals=len(refused),
        cited=len(cited),
        firms=len(firms),
        high=sum(each.values[feature] >= 0.5 for each in cited),
        liked=len(liked),
        mean_refused=round(low * before, 1),
        mean_liked=round(high * before, 1),
        before=before,
        after=after,
        pairs=[_pair(each, feature) for each in sorted(cited, key=lambda a: a.at, reverse=True)[:SHOWN]],
    )
    return Suggestion(feature, points, asdict(evidence))


def step_of(gap: float, refusals: int) -> float:
    """Points by which a feature should move: a multiple of ½ within ±3, 0 where it is not worth it."""
    raw = SCALE * gap * refusals / (refusals + TRUST)
    step = max(-MOST, min(MOST, round(raw * 2) / 2))
    return step if abs(step) >= SMALLEST else 0.0


def moved(values: Values, feature: str, step: float) -> dict[str, int] | None:
    """All points (hundredths) with `feature` moved and the others making room; None: not possible."""
    before = dict(values.points)
    target = before[feature] + round(step * 100)
    others = {name: worth for name, worth in before.items() if name != feature and worth > 0}
    if not step or target < 0 or not others:
        return None
    give = before[feature] - target  # hundredths the others get (or, below zero, give)
    shares = to_sum(others, abs(give) // QUARTER)
    after = {**before, feature: target}
    for name, quarters in shares.items():
        after[name] += quarters * QUARTER * (1 if give > 0 else -1)
    after = _within_rules(after, feature)
    limit = round(MOST * 100)
    if any(worth < 0 or abs(worth - before[name]) > limit for name, worth in after.items()):
        return None
    try:
        Values(after, values.deductions, values.introduce, values.send).weights()
    except ValueError:
        return None
    return after


def _within_rules(points: dict[str, int], feature: str) -> dict[str, int]:
    """What the core asks of two features together: fit is never above the region."""
    excess = points.get("fit", 0) - points.get("region", 0)
    if excess <= 0 or "region" not in points:
        return points
    largest = max((n for n in points if n not in ("fit", "region", feature)), key=lambda n: points[n])
    return {**points, "fit": points["fit"] - excess, largest: points[largest] + excess}


def _mean(numbers: Iterable[float]) -> float:
    listed = list(numbers)
    return sum(listed) / len(listed)


def _pair(answer: Answer, feature: str) -> dict[str, Any]:
    return {
        "firm_id": answer.firm_id,
        "opportunity_id": answer.opportunity_id,
        "side": answer.side,
        "reason": answer.reason,
        "at": answer.at.isoformat(),
        "points": round(answer.points.get(feature, 0.0), 1),
    }
