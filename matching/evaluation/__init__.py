"""How good the lists are, measured against pairs graded by reading.

>>> figures()["firm_ndcg10"]            # the project's own set, both halves
>>> table = Values.of(scorer, judged)   # score once, weigh as often as you like

`python -m matching.evaluation` prints the whole report (docs/matching-command.md).
"""

from matching.evaluation.figures import figures
from matching.evaluation.judged import Judged, builtin
from matching.evaluation.measure import Measured, measure
from matching.evaluation.values import Values

__all__ = ["Judged", "Measured", "Values", "builtin", "figures", "measure"]
