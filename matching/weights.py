"""How much each reason counts, in hundredths of a point, and where the bands begin.

The weights of the reasons that can speak for a pair add up to 100 points, so a score is between 0 and 100
without any rescaling: score = sum of weight x value.  A silent side adds nothing and takes nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

DEFAULT_POINTS: Mapping[str, int] = MappingProxyType(
    {
        "industry": 38_00,
        "region": 16_00,
        "fit": 6_00,
        "size": 6_00,
        "mode": 3_00,
        "role": 3_00,
        "text": 22_00,
        "ready": 2_00,
        "past": 4_00,
    }
)
DEFAULT_RESERVATION = 15_00
BANDS: tuple[tuple[str, str, str, str], ...] = (
    ("introduce", "今天可引荐", "Introduce today", "行业和地方都对得上，可以直接请双方确认"),
    ("send", "值得发送", "Worth sending", "多数条件合适，值得请企业看一眼"),
    ("reference", "供参考", "For reference", "只有部分条件合适，留作参考"),
)


@dataclass(frozen=True)
class Weights:
    """`points`: feature -> hundredths of a point; `reservation`: what a doubt from the firm's dislikes costs.

    `introduce` and `send` are the lowest scores of the two upper bands.
    """

    points: Mapping[str, int] = field(default_factory=lambda: DEFAULT_POINTS)
    reservation: int = DEFAULT_RESERVATION
    introduce: float = 62.0
    send: float = 44.0

    def __post_init__(self) -> None:
        if set(self.points) != set(DEFAULT_POINTS):
            raise ValueError(f"weights must name exactly these features: {', '.join(DEFAULT_POINTS)}")
        if any(weight < 0 for weight in self.points.values()) or sum(self.points.values()) != 100_00:
            raise ValueError("weights must not be negative and must add up to 100 points")
        if self.points["fit"] > self.points["region"]:
            raise ValueError("fit must not outweigh region, or a right place could lower a score")

    def of(self, feature: str) -> int:
        """Hundredths of a point."""
        return self.reservation if feature == "reservation" else self.points[feature]

    def band(self, score: float) -> str:
        """The band's code for a score of 0–100."""
        if score >= self.introduce:
            return "introduce"
        return "send" if score >= self.send else "reference"


DEFAULT = Weights()


def band_name(code: str, language: str = "zh") -> str:
    """今天可引荐, 值得发送 or 供参考 (in English on request)."""
    for band, name, name_en, _meaning in BANDS:
        if band == code:
            return name if language.startswith("zh") else name_en
    raise KeyError(code)
