"""文字：企业写的和项目写的，说的是不是同一件事。

两边共有的词越多、越少见，分越高；到处都有的词（项目、建设、园区）几乎不算；长文不占便宜。同义词（锂电与动力电池）算共有。
没有共有的词不加不减。

Words: whether what the firm wrote and what the office wrote are about the same thing.  Shared words count the
more the rarer they are; long texts have no advantage; synonyms count as shared.
"""

from __future__ import annotations

from matching.knowledge import Knowledge
from matching.phrasing import Words
from matching.sides import FirmSide, OpportunitySide
from matching.text.bag import UNIT
from matching.text.corpus import UNIT as RARE
from matching.text.corpus import Corpus
from matching.text.tokens import fold, without_form
from matching.text.words import shared_words

# BM25 on both sides (Robertson & Zaragoza, 2009), brought into 0–1 by s / (s + HALF)
HALF = 5 * RARE * UNIT * UNIT  # five fully rare shared tokens give half of the points


def overlap(firm: FirmSide, opportunity: OpportunitySide, corpus: Corpus) -> int:
    """The sum over shared tokens of weight x weight x rarity, a whole number: its order does not matter."""
    mine, theirs = firm.bag.weights, opportunity.bag.weights
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    return sum(
        weight * theirs[token] * corpus.weight(token) for token, weight in mine.items() if token in theirs
    )


def value(firm: FirmSide, opportunity: OpportunitySide, corpus: Corpus) -> int | None:
    """Thousandths; None when a side wrote nothing."""
    if not firm.bag.weights or not opportunity.bag.weights:
        return None
    shared = overlap(firm, opportunity, corpus)
    return shared * 1000 // (shared + HALF)


def say(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, corpus: Corpus, result: int) -> Words:
    """The sentence names the words that weigh most, or says what else gave the points."""
    if not result:
        return Words("双方的文字没有共同的内容", "The two texts have nothing in common")
    worth = _worth(firm, opportunity, corpus)
    words = words_shown(firm, opportunity, know, worth)
    if words:
        shown = "、".join(words)
        zh = f"双方多处说到同样的内容：{shown}" if result >= 400 else f"双方都提到{shown}"
        return Words(zh, f"Both write of {', '.join(words)}", shown, shown)
    topics = [token[1:] for token in worth if token.startswith("≈")][:2]
    if topics:
        return Words(
            f"双方用词不同，说的都与{'、'.join(topics)}有关",
            f"In different words, both write of {', '.join(topics)}",
        )
    return Words("双方的文字略有相近", "The two texts are slightly alike")


def _worth(firm: FirmSide, opportunity: OpportunitySide, corpus: Corpus) -> dict[str, int]:
    """The shared tokens that count, dearest first, and what each adds to the overlap."""
    mine, theirs = firm.bag.weights, opportunity.bag.weights
    weighed = (
        (token, weight * theirs[token] * corpus.weight(token))
        for token, weight in mine.items()
        if token in theirs
    )
    return dict(sorted((pair for pair in weighed if pair[1] > 0), key=lambda pair: (-pair[1], pair[0])))


def words_shown(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, worth: dict[str, int], most: int = 4
) -> list[str]:
    """The shared words, whole (冷链物流, never 链物), dearest first."""
    left = firm.firm.profile + "\n" + without_form(firm.firm.name)
    posted = opportunity.opportunity
    right = posted.title + "\n" + posted.summary + "\n" + posted.requirements
    plain = {token: weight for token, weight in worth.items() if not token.startswith("≈")}
    if not plain:
        return []
    return shared_words(know.words(left), know.words(right), (fold(left), fold(right)), plain, most)
