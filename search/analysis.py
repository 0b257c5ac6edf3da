"""Chinese text -> tokens, once, in Python, for every engine.  The engines only split at spaces.

Three kinds of token (why: docs/adr/0020):

words    rjieba in search mode (冷链物流 -> 冷链 物流 冷链物流), with the taxonomy's own words added:
         what a hit is worth
bigrams  overlapping pairs in order (冷链物流 -> 冷链 链物 物流): a word of two characters is found inside
         any title, a longer one as a phrase of pairs, whatever the segmenter thought
chars    each Chinese character once: a query of one character (茶)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from search.fold import FOLD_VERSION, fold
from taxonomy.tables import Taxonomy, load_tables

ANALYSIS_VERSION = 1
CJK = "㐀-\u9fff\uf900-\ufaff〇々\U00020000-\U0003ffff"
_RUN = re.compile(f"([{CJK}]+)|([^\\W_{CJK}]+)")
_CJK_ONLY = re.compile(f"[{CJK}]+")
LONGEST_TOKEN = 40  # a run of letters is cut here; a URL or a hash is no word


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a text, each kind joined by spaces."""

    words: str
    bigrams: str
    chars: str


class Analyzer:
    """The segmenter with a vocabulary. `version` changes whenever an index made with it must be built
    anew.
    """

    def __init__(self, vocabulary: Iterable[str] = (), *, hidden_stems: dict[str, str] | None = None) -> None:
        """`hidden_stems`: full place name -> the short name inside it that means another place (中山区 ->
        中山).
        """
        words = sorted({fold(word) for word in vocabulary if 2 <= len(word) <= 8})
        self._hidden = dict(hidden_stems or {})
        self.spans = lru_cache(maxsize=2_000)(self._spans)  # titles and summaries come again and again
        self._jieba = rjieba.Jieba()
        for word in words:
            if _CJK_ONLY.fullmatch(word):
                self._jieba.add_word(word, None, None)
        stamp = hashlib.blake2b("\n".join([*words, "", *sorted(self._hidden)]).encode(), digest_size=4)
        self.version = f"{ANALYSIS_VERSION}.{FOLD_VERSION}-{stamp.hexdigest()}"

    def tokens(self, text: str) -> Tokens:
        """Tokens to index."""
        folded = fold(text)
        words: list[str] = []
        for word in self._jieba.cut_for_search(folded, hmm=False):
            if word in self._hidden and (stem := self._hidden[word]) in words[-4:]:
                # search mode gives the parts first, then the whole; 中山区 is no hit for 中山
                del words[-1 - words[::-1].index(stem)]
            words += _chinese_in(word)
        pairs: list[str] = []
        for chinese, other in _RUN.findall(folded):
            if chinese:
                pairs += bigrams(chinese)
            else:
                pairs.append(other[:LONGEST_TOKEN])
                words.append(other[:LONGEST_TOKEN])
        chars = "".join(_CJK_ONLY.findall("".join(sorted(set(folded)))))
        return Tokens(" ".join(words), " ".join(pairs), " ".join(chars))

    def _spans(self, folded: str) -> frozenset[tuple[int, int]]:
        """Where the words of a folded text stand, as [start, end); asked for as `spans`."""
        found: set[tuple[int, int]] = set()
        for word, start, end in self._jieba.tokenize(folded, "search", hmm=False):
            stem = self._hidden.get(word)
            found.discard((start, start + len(stem)) if stem else (0, 0))
            found.add((start, end))
        return frozenset(found)

    def words(self, text: str) -> list[str]:
        """The words of a query, in order, each one a requirement of its own.

        Characters the dictionary leaves single and side by side stay together (双古 is one word, not 双 and
        古).
        """
        found: list[str] = []
        for chinese, other in _RUN.findall(fold(text)):
            if other:
                found.append(other[:LONGEST_TOKEN])
                continue
            loose = ""
            for word in [*self._jieba.cut(chinese, hmm=False), ""]:
                if len(word) == 1 and word not in PARTICLES:
                    loose += word
                    continue
                if loose:
                    found.append(loose)
                    loose = ""
                if word:
                    found.append(word)
        return found


@lru_cache(maxsize=100_000)
def _chinese_in(word: str) -> tuple[str, ...]:
    """The Chinese parts of a token of the segmenter; mostly the token itself, or nothing of a comma."""
    return tuple(_CJK_ONLY.findall(word))


def bigrams(run: str) -> list[str]:
    """冷链物流 -> 冷链 链物 物流; a single character is its own token."""
    return [run] if len(run) == 1 else [a + b for a, b in zip(run, run[1:], strict=False)]


def runs(folded: str) -> list[str]:
    """Runs of Chinese and of other letters and digits, in order."""
    return [chinese or other[:LONGEST_TOKEN] for chinese, other in _RUN.findall(folded)]


def phrase(text: str) -> list[str]:
    """The bigram tokens of a text in order, for a phrase query."""
    found: list[str] = []
    for chinese, other in _RUN.findall(fold(text)):
        found += bigrams(chinese) if chinese else [other[:LONGEST_TOKEN]]
    return found


def is_chinese(word: str) -> bool:
    """Only Chinese characters."""
    return _CJK_ONLY.fullmatch(word) is not None


PARTICLES = frozenset("的了和与及在是有等对为之或并而把被从到于以由向呢吗吧啊也都就我想找做")
"""Words that only join others.  Left out of a query unless it holds nothing else."""


def vocabulary(taxonomy: Taxonomy) -> set[str]:
    """The taxonomy's own words: places, everyday terms, synonyms."""
    words: set[str] = set(taxonomy.regions.groups)
    for code in taxonomy.regions:
        region = taxonomy.regions[code]
        words.update((region.name, region.full_name, *region.aliases))
    for head, terms in taxonomy.synonyms.items():
        words.update((head, *terms))
    words.update(row.term for row in taxonomy.crosswalk.rows if row.term)
    return words


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


@lru_cache(maxsize=1)
def analyzer() -> Analyzer:
    """The one this process uses. Its words come from the tables of the release, not from rows the
    secretariat edits: an alias added in the admin widens queries at once and needs no new index.
    """
    tables = load_tables()
    return Analyzer(vocabulary(tables), hidden_stems=hidden_stems(tables))
