"""Query + viewer -> Plan: which words must be there, what may stand for them, which conditions hold."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from search import visibility
from search.analysis import PARTICLES, Analyzer, phrase
from search.conditions import conditions, excluded
from search.expand import Expander
from search.filters import FRESH_DAYS
from search.fold import fold
from search.plan import Alternative, Clause, Plan, Terms, Text
from search.query import Query
from search.syntax import Part, parse
from search.visibility import Viewer

MOST_CLAUSES = 32
SHORTEST_FIRM = 4  # characters; 集团 and 有限公司 alone are words
_APOSTROPHE = re.compile("(?<=[a-z])['’`](?=[a-z])")  # xi'an
_OPTIONAL = """
项目 招商 招商引资 招商项目 投资项目 投资 我们 想找 请问 适合 哪里 哪儿 哪些 哪个 哪家 什么 怎么 怎样 如何
可以 能否 有没有 是否 相关 有关 有关的 关于 寻找 寻求 查找 希望 需要 想要 打算 准备 计划 考虑 推荐 介绍
一下 一个 这里 那里 地方 当地 附近 周边 机会 企业 公司 商机 信息 产业 行业
目前 现在 最新 最近 多少 以及 或者 方面
领域 类 类型 这类 这种 做 建 开 搞 投 办 找 要 去 来 能
"""
OPTIONAL = frozenset(_OPTIONAL.split())
"""Words that say nothing a posting could lack, or that only ask. They count when found, and are required
when alone.
"""
_BESIDE = "内 里 省内 市内 县内 境内 当中 省份 全省 全市 招 引 个 种"
BESIDE = frozenset(_BESIDE.split())
"""Words beside a place or a thing that name neither; left out like particles."""
_GENERAL = """
基地 中心 园 园区 产业园 产业园区 工业园 建设 加工 生产 制造 工程 开发 综合 示范 集群 高新 技术 科技
智能 国际 新型 配套 服务 平台 总部 设备 运营 系统 生产线 产品 现代 绿色 特色 精深加工 深加工 综合体
全产业链 产业链 研发 改造 新建 二期 一期
"""
GENERAL = frozenset(_GENERAL.split())
"""Words of very many postings: required, but where only some words are there they weigh little."""
FACETS = (
    "sectors", "regions", "industries", "bands", "modes", "maturity", "verified", "land_none", "offices",
    "deadline",
)  # fmt: skip


@dataclass
class _Clauses:
    required: list[Clause] = field(default_factory=list)
    optional: list[Clause] = field(default_factory=list)
    excluded: list[Clause] = field(default_factory=list)
    particles: list[Clause] = field(default_factory=list)
    together: list[Text] = field(default_factory=list)
    widened: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Planner:
    """Makes plans with one analysis and one state of the taxonomy."""

    def __init__(self, analyzer: Analyzer, expander: Expander) -> None:
        self.analyzer = analyzer
        self._expander = expander

    def plan(self, query: Query, *, viewer: Viewer, today: dt.date, facets: tuple[str, ...] = FACETS) -> Plan:
        """The plan of a query for a viewer on a day."""
        found = _Clauses()
        self._read(parse(query.text).parts, found, exact=query.exact)
        required = found.required or found.optional or found.particles
        optional = found.optional if found.required else []
        sort = query.sort
        if sort == "relevance" and not required:
            sort = "newest"  # without words every document is as relevant as the next
        return Plan(
            required=tuple(dict.fromkeys(required))[:MOST_CLAUSES],
            optional=tuple(dict.fromkeys(optional))[:MOST_CLAUSES],
            excluded=(*dict.fromkeys(found.excluded[:MOST_CLAUSES]), *excluded(query)),
            together=tuple(dict.fromkeys(found.together)),
            filters=(
                Terms("kind", (query.kind,)), *visibility.conditions(viewer, today=today),
                *conditions(query, today=today),
            ),
            sort=sort,
            offset=query.offset,
            limit=query.page_size,
            fresh_from=today - dt.timedelta(days=FRESH_DAYS),
            today=today,
            facets=facets,
            widened=tuple(found.widened.items()),
            nothing=bool(query.text) and not (required or found.excluded),
        )

    def _read(self, parts: Iterable[Part], found: _Clauses, *, exact: bool) -> None:
        """Every part; Latin words side by side may be one name (zi gong), Chinese ones stay as they were
        typed.
        """
        latin: list[str] = []
        for part in parts:
            if part.is_phrase or part.is_excluded or part.field:
                self._read_special(part, found, exact=exact)
                continue
            text = self._without_firms(_APOSTROPHE.sub("", fold(part.text)), found)
            words = self.analyzer.words(text)
            if all(word.isascii() for word in words):
                latin += words
                continue
            self._take(latin, found, exact=exact)
            latin = []
            count = self._take(words, found, exact=exact)
            if count > 1:
                found.together.append(self._expander.text(part.text))
        self._take(latin, found, exact=exact)

    def _without_firms(self, text: str, found: _Clauses) -> str:
        """The text without the names of firms in it, each of which is looked for as a whole."""
        for start, end in reversed(self.analyzer.firms(text)):
            if end - start > SHORTEST_FIRM:
                found.required.append(self._expander.meaning(text[start:end], exact=True).clause)
                text = f"{text[:start]} {text[end:]}"
        return text

    def _take(self, words: list[str], found: _Clauses, *, exact: bool) -> int:
        """Words side by side; returns how many they are once names are put together."""
        joined = self._expander.join(words) if words else []
        pieces = [piece for word in joined for piece in self._expander.split(word)]
        for word in pieces:
            parts, inside = self.analyzer.parts(word), self.analyzer.pieces(word)
            meaning = self._expander.meaning(word, exact=exact, parts=parts, inside=inside)
            if word in PARTICLES or word in BESIDE:
                found.particles.append(meaning.clause)
            elif word in OPTIONAL:
                found.optional.append(meaning.clause)
            else:
                general = dataclasses.replace(meaning.clause, is_general=word in GENERAL)
                found.required.append(general)
                if meaning.added:
                    found.widened[word] = meaning.added
        return len(pieces)

    def _read_special(self, part: Part, found: _Clauses, *, exact: bool) -> None:
        """A phrase, an exclusion, or words that only the title may hold (title:冷库)."""
        if not phrase(part.text):
            return
        if part.field == "title":
            clauses = self._in_title(part, exact=exact)
        else:
            clauses = [self._expander.meaning(fold(part.text), exact=True).clause]
        (found.excluded if part.is_excluded else found.required).extend(clauses)

    def _in_title(self, part: Part, *, exact: bool) -> list[Clause]:
        """Each word of the part in the title, letters also as its sound."""
        words = [fold(part.text)] if part.is_phrase else self.analyzer.words(part.text)
        clauses = []
        for word in words:
            text = dataclasses.replace(self._expander.text(word), as_word=False, zone="title")
            held = [Alternative(text)]
            if not (exact or part.is_phrase or part.is_excluded):
                held += [Alternative(sound, is_near=True) for sound in self._expander.sounds(word)]
            clauses.append(Clause(word, tuple(held)))
        return clauses
