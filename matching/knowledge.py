"""What both sides are read with: the taxonomy, the lexicon, the places, the tokenizer and the corpus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from matching.affinity import Affinity
from matching.places import Places
from matching.text.lexicon import Lexicon
from matching.text.tokens import Tokenizer, bigrams, fold
from matching.text.words import Segmenter, TermWords
from taxonomy.tables import Taxonomy
from taxonomy.terms import TermScanner


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Made once for a taxonomy and a tokenizer."""

    taxonomy: Taxonomy
    affinity: Affinity
    places: Places
    lexicon: Lexicon
    tokenizer: Tokenizer
    synonyms: TermScanner[tuple[str, ...]]
    sector_bits: dict[str, int]
    words: Callable[[str], tuple[str, ...]]
    kept: dict[Callable[..., Any], Callable[..., Any]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, taxonomy: Taxonomy, tokenizer: Tokenizer = bigrams, segmenter: Segmenter | None = None
    ) -> Knowledge:
        """Everything that does not depend on the firms and opportunities of a run.

        `segmenter` gives the words sentences show; no score depends on it.
        """
        synonyms: dict[str, tuple[str, ...]] = {}
        for head, terms in taxonomy.synonyms.items():
            for term in (head, *terms):
                folded, group = fold(term), f"≈{head}"
                if len(term) > 1 and group not in synonyms.get(folded, ()):
                    synonyms[folded] = (*synonyms.get(folded, ()), group)
        places, lexicon = Places(taxonomy), Lexicon(taxonomy)
        if segmenter is None:
            segmenter = TermWords((*lexicon.terms, *synonyms, *places.names, *places.short_names))
        return cls(
            taxonomy,
            Affinity(taxonomy),
            places,
            lexicon,
            tokenizer,
            TermScanner(synonyms),
            {code: 1 << bit for bit, code in enumerate(sorted(taxonomy.crosswalk.sectors))},
            lambda text: tuple(dict.fromkeys(segmenter(text))),
        )

    def tokens(self, text: str) -> list[str]:
        """Tokens of a text, with one more for each synonym group it touches (≈锂电, for 动力电池 too)."""
        if not text:
            return []
        groups = {group: None for _term, named in self.synonyms.find(fold(text)) for group in named}
        return [*self.tokenizer(text), *groups]

    def sector_mask(self, codes: tuple[str, ...]) -> int:
        """Sectors as bits, in the order of their codes."""
        mask = 0
        for code in codes:
            mask |= self.sector_bits.get(code, 0)
        return mask


P = ParamSpec("P")
R = TypeVar("R")


def remembered(
    most: int,
) -> Callable[[Callable[Concatenate[Knowledge, P], R]], Callable[Concatenate[Knowledge, P], R]]:
    """Work out what depends on few distinct things once for each, the last `most` of them.

    They are kept with the knowledge they were made with, and go when it goes.
    """

    def around(
        work: Callable[Concatenate[Knowledge, P], R],
    ) -> Callable[Concatenate[Knowledge, P], R]:
        def asked(know: Knowledge, /, *key: P.args, **named: P.kwargs) -> R:
            answer: R = (know.kept.get(work) or _keep(know, work, most))(*key, **named)
            return answer

        return asked

    return around


def _keep(know: Knowledge, work: Callable[..., Any], most: int) -> Callable[..., Any]:
    kept: Callable[..., Any] = lru_cache(maxsize=most)(partial(work, know))
    return know.kept.setdefault(work, kept)
