"""Whole words for sentences: what two texts share, never a run cut out of a word.

Scores rest on tokens (`matching.text.tokens`), which may be pairs of characters; a reader is shown words.
Where they come from is injected: the site uses its search's segmenter.  The core alone knows the terms of the
taxonomy and of data/terms.csv, and divides what is between them at characters that only join (和, 的, 成).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from matching.text.tokens import GENERIC, fold
from taxonomy.terms import TermScanner

Segmenter = Callable[[str], Iterable[str]]
"""Text -> its words, folded; longer words and the words inside them may both be given."""

LONGEST = 8  # characters of neighbouring words shown as one
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.-][a-z0-9]+)*")
_JOINS = re.compile(
    r"以及|并且|或者|其中|包括|主要|我们|已经|可以|能够|[和与的及在等成为或了是有并而把被从到于以由向将各该其个家条座项约年月日亩]"
)
_ORDINARY = """
生产 加工 制造 建设 新建 拟建 扩建 改造 基地 项目 工厂 厂房 公司 企业 集团 产业 产业园 园区 工业 工业园
农业 服务 设备 设施 系统 材料 产品 技术 研发 中心 生产线 销售 贸易 工程 市场 客户 运营 管理 经营 主营
从事 投资 合作 发展 规划 占地 面积 配套 标准 仓库 仓储 物流 冷链 冷链物流 供应链 智能 智慧 数字 绿色
现代 综合 开发 示范 食品 餐饮 旅游 文旅 医院 医疗 药业 机械 电子 汽车 新能源 能源 电池 环保 建材 纺织
服装 家具 化工 养殖 种植 蔬菜 水果 茶叶 粮油 酒店 学校 教育 培训 数据 平台
"""


class TermWords:
    """The segmenter of the core alone.  `terms`: what is known to be one word."""

    def __init__(self, terms: Iterable[str]) -> None:
        known = {folded: None for term in (*terms, *_ORDINARY.split()) if len(folded := fold(term)) > 1}
        self._scanner = TermScanner(known)

    def __call__(self, text: str) -> list[str]:
        """Known terms, longest first from the left, and what stands between them."""
        found: list[str] = []
        for run in _RUN.findall(fold(text)):
            rest = run
            for term, _ in self._scanner.find(run):
                before, _term, rest = rest.partition(term)
                if len(before) > 1:
                    found += _JOINS.split(before)
                found.append(term)
            found += _JOINS.split(rest)
        return [word for word in found if len(word) > 1]


def shared_words(
    mine: Iterable[str], theirs: Collection[str], texts: tuple[str, str], worth: Mapping[str, int], most: int
) -> list[str]:
    """The words both sides use, dearest first, neighbours joined where both texts join them (冷链 + 物流).

    `worth`: shared token -> what it adds to the score.  A word is worth the tokens in it; one worth nothing
    (项目) is not shown, nor one that lies inside another.
    """
    left, right = texts
    words = [word for word in dict.fromkeys(mine) if word in theirs and len(word) > 1]
    joined = list(words)
    for first in joined:  # grows while it is walked over: a pair of words may take a third
        for second in words if first not in GENERIC else ():  # 加工 + 基地, but not 建成 + 厂房
            both = first + second
            if len(both) <= LONGEST and both in left and both in right and both not in joined:
                joined.append(both)
    dear = {word: sum(weight for token, weight in worth.items() if token in word) for word in joined}
    shown: list[str] = []
    for word in sorted(
        (w for w in joined if dear[w] > 0 and w not in GENERIC), key=lambda w: (-dear[w], -len(w), w)
    ):
        if not any(word in longer for longer in shown):
            shown = [shorter for shorter in shown if shorter not in word]
            shown.append(word)
    return shown[:most]
