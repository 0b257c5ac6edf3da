"""The ways of cooperating (合作方式) an office offers and a firm accepts. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass

from taxonomy.folding import fold
from taxonomy.terms import TermScanner


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of cooperating, and the other words it goes by."""

    code: str
    name: str
    name_en: str
    words: tuple[str, ...] = ()


def _mode(code: str, name: str, name_en: str, words: str) -> Mode:
    return Mode(code, name, name_en, tuple(words.split(" | ")))


MODES: Mapping[str, Mode] = {
    mode.code: mode
    for mode in (
        _mode(
            "wholly_owned",
            "独资",
            "Wholly owned",
            "全资 | 独立投资 | 自主投资 | wholly owned | wholly-owned",
        ),
        _mode(
            "joint_venture",
            "合资",
            "Joint venture",
            "合营 | 参股 | 入股 | 股权合作 | 共同出资 | 联合出资 | joint venture",
        ),
        _mode(
            "cooperation",
            "合作",
            "Cooperation",
            "联营 | 战略合作 | 联合开发 | 联合建设 | 公司+农户 | cooperation",
        ),
        _mode("lease", "租赁", "Lease", "招租 | 出租 | 承租 | 租用 | 流转土地 | 土地流转 | lease | leasing"),
        _mode(
            "acquisition",
            "并购",
            "Acquisition",
            "收购 | 兼并 | 股权转让 | 资产转让 | 整体转让 | acquisition | merger",
        ),
        _mode("ppp", "PPP", "PPP", "特许经营 | 政府和社会资本合作 | 政府与社会资本合作 | 公私合营"),
        _mode("bot", "BOT", "BOT", "建设-经营-转让 | 建设—经营—转让 | 建设经营转让"),
        _mode(
            "operation",
            "委托运营",
            "Entrusted operation",
            "运营招商 | 托管 | 委托经营 | 委托管理 | 园区运营 | 代运营 | entrusted operation",
        ),
    )
}
_SCANNER = TermScanner(
    {fold(word): mode.code for mode in MODES.values() for word in (mode.code, mode.name, *mode.words)}
)


def modes_of_text(text: str) -> tuple[str, ...]:
    """Return the codes of the modes a text names by code, name or other word, in the order of `MODES`."""
    found = {code for _, code in _SCANNER.find(fold(text))}
    return tuple(code for code in MODES if code in found)
