"""Two lists of sides, ready to be ranked by either engine; each is compiled when it is first asked for."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from matching.engine.columns import Vocabulary, firm_columns, opportunity_columns
from matching.engine.everything import Everything
from matching.engine.rejections import Rejections
from matching.scorer import Scorer
from matching.sides import FirmSide, OpportunitySide
from matching.weights import Weights

if TYPE_CHECKING:
    from matching.engine.bounded import Bounded
    from matching.engine.fused import Fused


class Compiled:
    """Firms and opportunities of one run.  `everything` scores each pair (numpy), `fused` too (numba, in one
    pass), `bounded` only those that can be on a list (numba).  All give the same lists.
    """

    def __init__(
        self, scorer: Scorer, firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide]
    ) -> None:
        self.scorer, self.firms, self.opportunities = scorer, firms, opportunities

    @cached_property
    def everything(self) -> Everything:
        """Small tables for each feature, inverted lists for the words."""
        return Everything(self.scorer, self.firms, self.opportunities)

    @cached_property
    def bounded(self) -> Bounded:
        """Both sides as columns.  Raises ImportError where numba is missing."""
        from matching.engine.bounded import Bounded, Verdicts

        words = Vocabulary(self.scorer.corpus)
        firms = firm_columns(self.firms, self.scorer, words)
        posted = opportunity_columns(self.opportunities, self.scorer, words)
        return Bounded(self.scorer, firms, posted, words, Verdicts.of(firms, self.opportunities, self.scorer))

    @cached_property
    def fused(self) -> Fused:
        """`everything` laid out for one pass over all pairs.  Raises ImportError where numba is missing."""
        from matching.engine.fused import Fused

        return Fused(self.everything)

    @property
    def rejections(self) -> Rejections:
        """The constraints at work."""
        return self.everything.rejections

    def reweighted(self, weights: Weights) -> Compiled:
        """The same sides under other weights, which are only applied while ranking; nothing is read again."""
        scorer = copy.copy(self.scorer)
        scorer.weights = weights
        other = Compiled(scorer, self.firms, self.opportunities)
        for name in ("everything", "bounded"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name].reweighted(weights)
        if "fused" in self.__dict__:  # knows no weights
            other.__dict__["fused"] = self.fused
        return other
