"""文字：企业写的和项目写的，说的是不是同一件事。

两边共有的词越多、越少见，分越高；到处都有的词（项目、建设、园区）几乎不算；长文不占便宜。同义词（锂电与动力电池）算共有。
没有共有的词不加不减。

Words: whether what the firm wrote and what the office wrote are about the same thing.  Shared words count the
more the rarer they are; long texts have no advantage; synonyms count as shared.
"""

from __future__ import annotations

from collections.abc import Mapping

from matching.knowledge import Knowledge, remembered
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
    return sum(corpus.worth(firm.bag.weights, opportunity.bag.weights).values())


def value(firm: FirmSide, opportunity: OpportunitySide, corpus: Corpus) -> int | None:
    """Thousandths; None when a side wrote nothing."""
    return value_of(corpus.worth(firm.bag.weights, opportunity.bag.weights), firm, opportunity)


def value_of(worth: Mapping[str, int], firm: FirmSide, opportunity: OpportunitySide) -> int | None:
    """`value`, by what each shared token is worth."""
    if not firm.bag.weights or not opportunity.bag.weights:
        return None
    shared = sum(worth.values())
    return shared * 1000 // (shared + HALF)


def say(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int, worth: Mapping[str, int]
) -> Words:
    """The sentence names the words that weigh most, or says what else gave the points.

    `worth`: what each shared token adds to the overlap.
    """
    if not result:
        return Words("双方的文字没有共同的内容", "The two texts have nothing in common")
    words = words_shown(firm, opportunity, know, worth)
    if words:
        shown = "、".join(words)
        zh = f"双方多处说到同样的内容：{shown}" if result >= 400 else f"双方都提到{shown}"
        return Words(zh, f"Both write of {', '.join(words)}", shown, shown)
    dearest = sorted((-weight, token) for token, weight in worth.items() if weight > 0)
    topics = [token[1:] for _weight, token in dearest if token.startswith("≈")][:2]
    if topics:
        return Words(
            f"双方用词不同，说的都与{'、'.join(topics)}有关",
            f"In different words, both write of {', '.join(topics)}",
        )
    return Words("双方的文字略有相近", "The two texts are slightly alike")


def words_shown(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, worth: Mapping[str, int], most: int = 4
) -> list[str]:
    """The shared words, whole (冷链物流, never 链物), dearest first."""
    plain = {token: weight for token, weight in worth.items() if weight and not token.startswith("≈")}
    if not plain:
        return []
    posted = opportunity.opportunity
    mine, left = _of_firm(know, firm.firm.profile, firm.firm.name)
    theirs, right = _of_posting(know, posted.title, posted.summary, posted.requirements)
    return shared_words(mine, theirs, (left, right), plain, most)


@remembered(16_384)
def _of_firm(know: Knowledge, profile: str, name: str) -> tuple[dict[str, None], str]:
    """A text stands in many pairs: its words, longer than one character, and the folded text."""
    return _divided(know, profile + "\n" + without_form(name))


@remembered(16_384)
def _of_posting(know: Knowledge, *fields: str) -> tuple[dict[str, None], str]:
    return _divided(know, "\n".join(fields))


def _divided(know: Knowledge, text: str) -> tuple[dict[str, None], str]:
    return dict.fromkeys(word for word in know.words(text) if len(word) > 1), fold(text)
