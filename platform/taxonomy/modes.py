"""合作方式: the modes of cooperation an office offers and a firm accepts. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mode:
    code: str
    name: str
    name_en: str
    words: tuple[str, ...] = ()


MODES: Mapping[str, Mode] = {
    mode.code: mode
    for mode in (
        Mode("wholly_owned", "独资", "Wholly owned", ("全资", "企业投资")),
        Mode("joint_venture", "合资", "Joint venture", ("合营", "参股", "共同出资")),
        Mode("cooperation", "合作", "Cooperation", ("联营", "战略合作")),
        Mode("lease", "租赁", "Lease", ("招租", "出租", "流转土地")),
        Mode("acquisition", "并购", "Acquisition", ("收购", "股权转让")),
        Mode("ppp", "PPP", "PPP", ("特许经营", "政府和社会资本合作")),
        Mode("bot", "BOT", "BOT"),
        Mode("operation", "委托运营", "Operation", ("运营招商", "托管", "委托经营")),
    )
}


def modes_of_text(text: str) -> tuple[str, ...]:
    """Codes of the modes whose code, name or other word stands in `text`, in the order of `MODES`."""
    upper = text.upper()
    return tuple(
        mode.code
        for mode in MODES.values()
        if any(word.upper() in upper for word in (mode.code, mode.name, *mode.words))
    )
