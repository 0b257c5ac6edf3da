"""Picks of the week: which pairs to put before whom, when looks are scarce.  See docs/adr/0044."""

from matching.allocation.flow import allocate
from matching.allocation.measure import Figures, measure
from matching.allocation.problem import Candidates, Rules

__all__ = ["Candidates", "Figures", "Rules", "allocate", "measure"]
