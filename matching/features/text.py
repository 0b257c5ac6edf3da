"""文字：企业写的和项目写的，说的是不是同一件事。

两边共有的词越多、越少见，分越高；到处都有的词（项目、建设、园区）几乎不算；长文不占便宜。同义词（锂电与动力电池）算共有。
没有共有的词不加不减。

Words: what the firm wrote against what the office wrote.  Shared words count the more the rarer they are;
long
texts have no advantage; synonyms count as shared.  BM25 on both sides, brought into 0–1 by s / (s + half).
"""

from __future__ import annotations

from matching.phrasing import Words
from matching.sides import FirmSide, OpportunitySide
from matching.text.bag import UNIT
from matching.text.corpus import UNIT as RARE
from matching.text.corpus import Corpus

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


def say(firm: FirmSide, opportunity: OpportunitySide, corpus: Corpus, result: int) -> Words:
    """The sentence names the words that weigh most."""
    words = shared_words(firm, opportunity, corpus)
    if not words:
        return Words("双方的文字没有共同的内容", "The two texts have nothing in common")
    shown = "、".join(words)
    strength = "多处说到同样的内容" if result >= 400 else "都提到"
    zh = f"双方{strength}：{shown}" if result >= 400 else f"双方{strength}{shown}"
    return Words(zh, f"Both write of {', '.join(words)}", shown, shown)


def shared_words(firm: FirmSide, opportunity: OpportunitySide, corpus: Corpus, most: int = 4) -> list[str]:
    """The shared tokens that weigh most, neighbouring bigrams joined (冷链 + 链物 + 物流 -> 冷链物流)."""
    mine, theirs = firm.bag.weights, opportunity.bag.weights
    weighed = sorted(
        ((mine[token] * theirs[token] * corpus.weight(token), token) for token in mine if token in theirs),
        key=lambda pair: (-pair[0], pair[1]),
    )
    chosen = [token for weight, token in weighed[:12] if weight > 0 and not token.startswith("≈")]
    joined = _join(chosen, opportunity.title + "\n" + opportunity.body)
    return joined[:most]


def _join(tokens: list[str], text: str) -> list[str]:
    words = list(tokens)
    merged = True
    while merged:
        merged = False
        for i, first in enumerate(words):
            for j, second in enumerate(words):
                if i == j:
                    continue
                if second in first:
                    longer = first
                elif first[-1:] == second[:1] and first + second[1:] in text:
                    longer = first + second[1:]
                else:
                    continue
                place = min(i, j)
                words = [word for k, word in enumerate(words) if k not in (i, j)]
                words.insert(place, longer)
                merged = True
                break
            if merged:
                break
    return words
