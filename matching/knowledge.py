"""What both sides are read with: the taxonomy, the lexicon, the places, the tokenizer and the corpus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

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
            _remembering(segmenter),
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


def _remembering(segmenter: Segmenter) -> Callable[[str], tuple[str, ...]]:
    """A text stands in many pairs; it is divided into words once."""
    return lru_cache(maxsize=16_384)(lambda text: tuple(dict.fromkeys(segmenter(text))))
