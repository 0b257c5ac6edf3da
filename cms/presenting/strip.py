"""对接条, the docking strip: a score as the parts it is made of, in whole points that add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cms.presenting.features import NEVER_OPEN, feature_word

FULL = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One reason. `points` is what it adds (or takes away); `width` its length in the bar, per cent."""

    feature: str
    key: str
    label: str
    points: int
    width: int
    sentence: str
    most: int = 0  # what an open part could still add
    silent: str = ""  # who has not said it: "firm", "opportunity", or "both"


@dataclass(frozen=True, slots=True)
class Strip:
    score: int
    fors: tuple[Part, ...]
    opens: tuple[Part, ...]
    cuts: tuple[Part, ...]
    after: int  # where the cuts begin: the score, per cent

    @property
    def parts(self) -> tuple[Part, ...]:
        return (*self.fors, *self.cuts, *self.opens)


def whole(values: Iterable[float], total: int) -> list[int]:
    """Round to integers that sum to `total`, each at most one away from its value (largest remainder)."""
    values = list(values)
    floors = [int(value // 1) for value in values]
    left = total - sum(floors)
    order = sorted(range(len(values)), key=lambda at: (floors[at] - values[at], at))
    for at in order[: max(left, 0)]:
        floors[at] += 1
    for at in reversed(order[left:] if left < 0 else []):
        floors[at] -= 1
    return floors


def strip_of(findings: Iterable[Mapping[str, Any]], score: float, *, english: bool = False) -> Strip:
    """The strip of a match.

    `findings`: mappings with `feature`, `points` (None or `value` None: that feature had nothing to go by),
    `weight` (the most it could add) and `sentence`, `sentence_en`. `score`: their sum, 0–100.
    """
    total = round(score)
    spoken, silent = [], []
    for finding in findings:
        if finding.get("value", finding.get("points")) is not None:
            spoken.append(finding)
        elif finding["feature"] not in NEVER_OPEN:
            silent.append(finding)
    points = whole([float(finding.get("points") or 0) for finding in spoken], total) if spoken else []

    def part(finding: Mapping[str, Any], value: int, width: int, most: int = 0, silent: str = "") -> Part:
        word = feature_word(finding["feature"])
        sentence = finding.get("sentence_en" if english else "sentence") or ""
        key = word.key_en if english else word.key_zh
        width = max(0, min(width, FULL))
        return Part(finding["feature"], key, str(word.label), value, width, sentence, most, silent)

    scored = sorted(zip(spoken, points, strict=True), key=lambda pair: -abs(pair[1]))
    fors = tuple(part(finding, value, value) for finding, value in scored if value >= 0)
    cuts = tuple(part(finding, value, -value) for finding, value in scored if value < 0)
    room = FULL - sum(one.width for one in fors)
    opens = []
    for finding in silent:
        most = round(float(finding.get("weight") or 0))
        width = max(0, min(most, room))
        room -= width
        opens.append(part(finding, 0, width, most, _who(finding)))
    return Strip(total, fors, tuple(opens), cuts, max(0, min(total, FULL)))


def _who(finding: Mapping[str, Any]) -> str:
    """The side that left the feature open, by which of the two quotes is empty."""
    if finding.get("left"):
        return "opportunity"
    return "firm" if finding.get("right") else "both"
