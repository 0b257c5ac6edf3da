"""What the analysis takes from the taxonomy: its own words, names that hide others, trades, readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from search.fold import fold
from taxonomy.tables import Taxonomy

ENDINGS = {
    "市": "shi", "县": "xian", "区": "qu", "省": "sheng", "州": "zhou", "旗": "qi", "镇": "zhen",
}  # fmt: skip
LONGEST_TRADE = 4  # characters; a longer term is rarely part of a firm's name


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words`: what the segmenter must know. `hidden`: full name of a place -> the short name inside it that
    means another place (中山区 -> 中山). `trades`: words that in a firm's name say nothing about a posting.
    `readings`: names -> their syllables as the place itself reads them.
    """

    words: frozenset[str] = frozenset()
    hidden: Mapping[str, str] = field(default_factory=dict)
    trades: frozenset[str] = frozenset()
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def lexicon(taxonomy: Taxonomy) -> Lexicon:
    """The lexicon of one state of the taxonomy."""
    return Lexicon(
        frozenset(vocabulary(taxonomy)),
        hidden_stems(taxonomy),
        frozenset(trades(taxonomy)),
        dict(readings(taxonomy)),
    )


def vocabulary(taxonomy: Taxonomy) -> set[str]:
    """The taxonomy's own words: places, everyday terms, synonyms."""
    words: set[str] = set(taxonomy.regions.groups)
    for code in taxonomy.regions:
        region = taxonomy.regions[code]
        words.update((region.name, region.full_name, *region.aliases))
    words.update(terms(taxonomy))
    return words


def terms(taxonomy: Taxonomy) -> set[str]:
    """The everyday words for industries and their synonyms."""
    words = {row.term for row in taxonomy.crosswalk.rows if row.term}
    for head, others in taxonomy.synonyms.items():
        words.update((head, *others))
    return words


def trades(taxonomy: Taxonomy) -> set[str]:
    """Folded words for what is made or dealt in: 建材 in 星辉建材有限公司 is no posting about 建材."""
    return {fold(term) for term in terms(taxonomy) if 2 <= len(term) <= LONGEST_TRADE}


def hidden_stems(taxonomy: Taxonomy) -> dict[str, str]:
    """中山区 -> 中山, because a bare 中山 means the city: counties whose short name is that of another city
    or province.
    """
    bigger = {
        region.name: code
        for code in taxonomy.regions
        if (region := taxonomy.regions[code]).level in ("province", "city")
    }
    hidden = {}
    for code in taxonomy.regions:
        region = taxonomy.regions[code]
        owner = bigger.get(region.name)
        if (
            region.level in ("county", "zone")
            and region.full_name != region.name
            and owner
            and (not taxonomy.regions.is_within(code, owner))
        ):
            hidden[region.full_name] = region.name
    return hidden


def readings(taxonomy: Taxonomy) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of places with their syllables, retired ones first, so that those in force win."""
    for code in sorted(taxonomy.regions, key=lambda code: (not taxonomy.regions[code].retired, code)):
        region = taxonomy.regions[code]
        syllables = tuple(region.pinyin.lower().split())
        if len(syllables) != len(region.name):
            continue
        yield fold(region.name), syllables
        rest = region.full_name[len(region.name) :]
        if region.full_name.startswith(region.name) and rest in ENDINGS:
            yield fold(region.full_name), (*syllables, ENDINGS[rest])
