"""What the taxonomy calls things, turned round: a folded word -> the places, industries, sectors and modes it
names, and the words it is searched together with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from search.analysis import RUN, is_chinese
from search.fold import fold
from search.lexicon import trades
from search.plan import Code
from taxonomy.modes import MODES
from taxonomy.nodes import Region
from taxonomy.tables import Taxonomy

TOO_BROAD = frozenset(("新能源", "园区", "总投资", "亩", "合资", "独资", "PPP", "招商引资", "竹"))
"""Heads that say much less than their terms: a search for 水电 is not one for all of 新能源, though 新能源
covers 水电.
"""
_GENERIC = """
制造 加工 生产 服务 其他 活动 批发 零售 专用 设备 制品 管理 经营 及其 用品 业务 工业 产品 材料 技术 建设 设施
工程 综合 相关 行业 产业 销售 开发 利用 项目 投资 企业 公司 中心 机械 装备 提供
"""
GENERIC_NAMES = frozenset(_GENERIC.split())
"""Words that stand in the names of very many industries and tell none of them apart."""
MOST_NAMES = 3
"""Industries whose names hold a word, the broadest first; a note on the page stays readable."""
MOST_INITIALS = 8
MOST_KIN = 24
_LEVELS = {"province": 0, "city": 1, "county": 2, "zone": 3}


class Names:
    """Tables over one state of the taxonomy; those of Latin letters are made when first asked for."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.own: dict[str, list[Code]] = defaultdict(list)
        self.other: dict[str, list[Code]] = defaultdict(list)
        self.words: dict[str, list[str]] = defaultdict(list)
        self.members: dict[str, frozenset[str]] = {}
        self._read_places()
        self.places = frozenset(self.own) | frozenset(self.other)
        self._read_industries()
        self._read_synonyms()
        self.trades = frozenset(trades(taxonomy))
        self.holding = lru_cache(maxsize=10_000)(self._holding)
        self.kin = lru_cache(maxsize=10_000)(self._kin)

    def _read_places(self) -> None:
        regions = self.taxonomy.regions
        own: dict[str, set[str]] = defaultdict(set)
        for code in regions:
            region = regions[code]
            if region.retired:
                if region.successor is not None and region.successor in regions:
                    self.other[fold(region.full_name)].append(Code("regions", region.successor))
                continue
            for name in (region.name, region.full_name):
                if len(name) > 1:
                    own[fold(name)].add(code)
            for alias in region.aliases:
                self.other[fold(alias)].append(Code("regions", code))
        for name, codes in own.items():
            # 中山 means the city; a name borne only by counties means all of them
            self.own[name] = [Code("regions", code) for code in self._highest(codes)]
        for group, members in regions.groups.items():
            self.other[fold(group)] += [Code("regions", code) for code in members]

    def _read_industries(self) -> None:
        industries = self.taxonomy.industries
        for code in industries:
            industry = industries[code]
            self.own[fold(industry.name)].append(Code("industries", code))
            for alias in industry.aliases:
                self.other[fold(alias)].append(Code("industries", code))
        for sector in self.taxonomy.crosswalk.sectors.values():
            self.own[fold(sector.name)].append(Code("sectors", sector.code))
        for mode in MODES.values():
            self.own[fold(mode.name)].append(Code("modes", mode.code))

    def _read_synonyms(self) -> None:
        for head, terms in self.taxonomy.synonyms.items():
            self.words[fold(head)] += terms
            self.members[fold(head)] = frozenset(map(fold, terms))
            for term in terms:
                if head not in TOO_BROAD:
                    self.words[fold(term)].append(head)

    def _highest(self, codes: Iterable[str]) -> list[str]:
        """Of places of one name those of the highest level."""
        level = {code: _LEVELS[self.taxonomy.regions[code].level] for code in codes}
        top = min(level.values())
        return sorted(code for code in level if level[code] == top)

    # --- Latin letters ---

    @cached_property
    def english(self) -> dict[str, list[Code]]:
        """Key of an English name -> what it names."""
        found: dict[str, list[Code]] = defaultdict(list)
        for region in self._living():
            if region.name_en:
                found[latin_key(region.name_en)].append(Code("regions", region.code))
        for industry in self.taxonomy.industries.values():
            if industry.name_en:
                found[latin_key(industry.name_en)].append(Code("industries", industry.code))
        for sector in self.taxonomy.crosswalk.sectors.values():
            found[latin_key(sector.name_en)].append(Code("sectors", sector.code))
        for mode in MODES.values():
            found[latin_key(mode.name_en)].append(Code("modes", mode.code))
        for key, codes in found.items():
            places = [code.value for code in codes if code.field == "regions"]
            if len(places) > 1:
                kept = {Code("regions", code) for code in self._highest(places)}
                found[key] = [code for code in codes if code.field != "regions" or code in kept]
        return found

    @cached_property
    def pinyin(self) -> dict[str, list[Code]]:
        """Pinyin without spaces -> the places read so, those of the highest level."""
        found: dict[str, set[str]] = defaultdict(set)
        for region in self._living():
            if region.level != "zone":
                found[region.pinyin.lower().replace(" ", "").replace("ü", "v")].add(region.code)
        return {key: [Code("regions", code) for code in self._highest(codes)] for key, codes in found.items()}

    @cached_property
    def initials(self) -> dict[str, list[Code]]:
        """Initials -> the places: provinces and cities before counties, at most eight."""
        found: dict[str, set[str]] = defaultdict(set)
        for region in self._living():
            if region.level != "zone" and len(syllables := region.pinyin.lower().split()) > 1:
                found["".join(one[0] for one in syllables)].add(region.code)
        return {
            key: [Code("regions", code) for code in kept]
            for key, codes in found.items()
            if len(kept := self._highest(codes)) <= MOST_INITIALS
        }

    @cached_property
    def terms(self) -> frozenset[str]:
        """The everyday words, for whoever reads them aloud."""
        return frozenset(
            word for word in (*self.trades, *self.words) if is_chinese(word) and len(word) > 1
        )

    def _living(self) -> list[Region]:
        return [region for region in self.taxonomy.regions.values() if not region.retired]

    # --- names that hold a word ---

    def _holding(self, word: str) -> tuple[Code, ...]:
        """Industries whose name holds the word, the broadest of each branch; asked for as `holding`."""
        if len(word) < 2 or word in GENERIC_NAMES or not self.taxonomy.industries:
            return ()
        industries = self.taxonomy.industries
        holds = {code for code, name in self._industry_names if word in name}
        top = [code for code in holds if not holds.intersection(industries.ancestors(code)[:-1])]
        top.sort(key=lambda code: (industries[code].level, code))
        return tuple(Code("industries", code) for code in top[:MOST_NAMES])

    def _kin(self, word: str) -> tuple[str, ...]:
        """Everyday words for the same industry or one below it: 充电桩 -> 充电站, 换电; asked for as `kin`.

        None for a word for a whole section (物流): it has too many.
        """
        industries = self.taxonomy.industries
        words: dict[str, None] = {}
        for code in (*self.own.get(word, ()), *self.other.get(word, ())):
            if code.field == "industries" and industries[code.value].level > 1:
                for below in industries.descendants(code.value):
                    words.update(dict.fromkeys(fold(alias) for alias in industries[below].aliases))
        words.pop(word, None)
        return tuple(words)[:MOST_KIN]

    def sectors_holding(self, word: str) -> tuple[Code, ...]:
        """Sectors whose name, Chinese or English, holds the word."""
        if len(word) < 2 or word in GENERIC_NAMES:
            return ()
        return tuple(
            Code("sectors", sector.code)
            for sector in self.taxonomy.crosswalk.sectors.values()
            if word in sector.name or f" {word} " in f" {latin_key(sector.name_en)} "
        )

    @cached_property
    def sector_of(self) -> dict[str, Code]:
        """Words for a whole section of industries -> the sector that is the same in the chamber's words
        (农业, 物流, 建筑).
        """
        found: dict[str, Code] = {}
        sectors = self.taxonomy.crosswalk.sectors
        for row in self.taxonomy.crosswalk.rows:
            if row.term and row.industry and self._is_section(row.industry):
                word = fold(row.term)
                if word in sectors[row.sector].name and word not in GENERIC_NAMES:
                    found.setdefault(word, Code("sectors", row.sector))
        return found

    @cached_property
    def term_sectors(self) -> dict[str, list[Code]]:
        """Everyday words -> the sectors they belong to."""
        found: dict[str, list[Code]] = defaultdict(list)
        for row in self.taxonomy.crosswalk.rows:
            if row.term:
                found[fold(row.term)].append(Code("sectors", row.sector))
        return found

    def _is_section(self, code: str) -> bool:
        """The code is a letter, or all there is below one (83 is the whole of P 教育)."""
        industries = self.taxonomy.industries
        above = industries[code].parent if code in industries else ""
        return above is None or (bool(above) and industries.children(above or "") == (code,))

    @cached_property
    def _industry_names(self) -> list[tuple[str, str]]:
        living = (one for one in self.taxonomy.industries.values() if not one.retired)
        return [(one.code, fold(one.name)) for one in living]

    def english_holding(self, word: str) -> tuple[Code, ...]:
        """Industries whose English name holds the word, the broadest of each branch."""
        industries = self.taxonomy.industries
        holds = {
            one.code for one in industries.values() if f" {word} " in f" {latin_key(one.name_en)} "
        }
        top = [code for code in holds if not holds.intersection(industries.ancestors(code)[:-1])]
        top.sort(key=lambda code: (industries[code].level, code))
        return tuple(Code("industries", code) for code in top[:MOST_NAMES])


@lru_cache(maxsize=10_000)
def latin_key(name: str) -> str:
    """"Medicine & health" -> "medicine health"."""
    return " ".join(other for _chinese, other in RUN.findall(fold(name)) if other)
