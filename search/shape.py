"""A plan's words as a tree of plain questions with their scores: what makes a posting stand first, for every
engine alike.  An engine only translates the nodes.

The scores (why, and what was measured: docs/adr/0024):

a subject  the word in the title 10, elsewhere in the text 4, its industry's code 4; these add up, because
           they are evidence of different kinds. A word that means about the same gives at most 4.
a place    the posting lies there 12; else its title names it 5, or its text 1.5.
Then the BM25 of the fields at a small share, which orders those that are equal so far.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.fields import ZONES
from search.plan import Alternative, Clause, Code, Each, Plan, Sound, Text

IN = {"title": 10.0, "text": 4.0}
"""What the written word is worth in a zone."""
RUN_SHARE = 0.7
"""Characters side by side that the segmenter does not take for the word count this much of it."""
NEAR = {"title": 4.0, "text": 1.5}
CODE = 4.0
NEAR_CODE = 2.5
PLACE = 12.0
PLACE_IN = {"title": 5.0, "text": 1.5}
EACH_SHARE = 0.8
SOUND = 6.0
PARTLY_PLACE, PARTLY = 3.0, 1.5
PLACE_SHARE = 0.7
"""Where only some words are there, the right thing in another place stands before another thing in the right
place: a place counts this much then."""
GENERAL_SHARE = 0.3
BM25_SHARE = {"title": 0.10, "text": 0.03}
TIE = 0.1
"""Of several alternatives the best counts, and this share of the others."""
TOGETHER = {"title": 3.0, "text": 1.0}
FRESH = 1.5
OPTIONAL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Term:
    """The token in the field; its score is BM25."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class Run:
    """Two tokens or more side by side in the field; BM25."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """The code in a keyword field."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Verified:
    """Verified on this day (`date.toordinal`) or later."""

    since: int


@dataclass(frozen=True, slots=True)
class Const:
    """What `node` finds, each with the same score."""

    node: Node
    score: float


@dataclass(frozen=True, slots=True)
class Boost:
    """The score of `node` times `factor`."""

    node: Node
    factor: float


@dataclass(frozen=True, slots=True)
class Any:
    """At least `least` of the nodes; the scores of those that match add up."""

    nodes: tuple[Node, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class All:
    """Every node; the scores add up."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """At least one of the nodes; the best score, and `tie` of each other."""

    nodes: tuple[Node, ...]
    tie: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """Finds nothing."""


Node = Term | Run | Holds | Verified | Const | Boost | Any | All | Best | Nothing


def words(plan: Plan) -> tuple[Node, ...]:
    """What must hold, each node a requirement of its own."""
    nodes = tuple(clause(one, in_part=plan.in_part) for one in plan.required)
    if plan.least is None or plan.least >= len(nodes):
        return nodes
    return (Any(nodes, plan.least),)


def excluded(plan: Plan) -> tuple[Node, ...]:
    """What no document found may hold."""
    return tuple(clause(one) for one in plan.excluded)


def lifts(plan: Plan) -> tuple[Node, ...]:
    """What only lifts a document."""
    nodes: list[Node] = [Boost(clause(one), OPTIONAL_SHARE) for one in plan.optional]
    for run in plan.together:
        nodes += [Const(node, TOGETHER[zone]) for zone in ZONES if (node := _run(zone, run))]
    if plan.required:
        nodes.append(Const(Verified(plan.fresh_from.toordinal()), FRESH))
    return tuple(nodes)


def clause(held: Clause, *, in_part: bool = False) -> Node:
    """One word: what stands for it exactly adds up; of what means about the same the best counts."""
    place = held.is_place
    own = [_own(one, place=place) for one in held.alternatives if not one.is_near]
    near = [_near(one) for one in held.alternatives if one.is_near]
    if in_part:
        near += [_partly(one) for one in held.partly]
    texts = [node for one, node in zip(_exact(held), own, strict=True) if not isinstance(one.what, Code)]
    codes = [node for one, node in zip(_exact(held), own, strict=True) if isinstance(one.what, Code)]
    kinds = [_best([*codes, *texts])] if place else [_best(texts), _best(codes)]
    exact = _any([node for node in kinds if node != Nothing()])
    node = _best([exact, *near]) if near else exact
    if in_part and (place or held.is_general):
        return Boost(node, PLACE_SHARE if place else GENERAL_SHARE)
    return node


def _exact(held: Clause) -> list[Alternative]:
    return [one for one in held.alternatives if not one.is_near]


def _own(one: Alternative, *, place: bool) -> Node:
    """What the person wrote, or the very thing it names."""
    what = one.what
    if isinstance(what, Code):
        return _code(what, CODE * one.weight if what.field != "regions" else PLACE * one.weight)
    if isinstance(what, Text):
        return _text(what, PLACE_IN if place else IN, share=one.weight)
    if isinstance(what, Each):
        return _each(what, IN, share=EACH_SHARE * one.weight)
    return Const(_sound(what), SOUND * one.weight)


def _near(one: Alternative) -> Node:
    """Something near: a score with a bound, however rare the word is and wherever it stands."""
    what = one.what
    if isinstance(what, Code):
        return _code(what, NEAR_CODE * one.weight if what.field != "regions" else PLACE * one.weight)
    if isinstance(what, Sound):
        return Const(_sound(what), SOUND * one.weight)
    if isinstance(what, Each):
        return _each(what, NEAR, share=one.weight)
    return _text(what, NEAR, share=one.weight)


def _partly(one: Alternative) -> Node:
    what = one.what
    if isinstance(what, Code):
        return _code(what, (PARTLY_PLACE if what.field == "regions" else PARTLY) * one.weight)
    return Boost(_near(one), 0.5)


def _code(code: Code, score: float) -> Node:
    return Const(Holds(code.field, code.value), score)


def _text(text: Text, worth: dict[str, float], *, share: float) -> Node:
    """A word anywhere: what the best zone is worth, and a little for how much it is spoken of."""
    places: list[Node] = []
    scores: list[Node] = []
    for zone in (text.zone,) if text.zone else ZONES:
        word = Term(f"{zone}_words", text.text)
        run = None if text.as_word else _run(zone, text)
        places.append(Const(word, worth[zone] * share))
        scores.append(Boost(word, BM25_SHARE[zone] * share))
        if run is not None and run != word:
            places.append(Const(run, worth[zone] * share * RUN_SHARE))
            scores.append(Boost(run, BM25_SHARE[zone] * share))
    return _any([Best(tuple(places), TIE), *scores])


def _each(each: Each, worth: dict[str, float], *, share: float) -> Node:
    """All words; together they are worth one."""
    part = share / len(each.texts)
    return All(tuple(_text(text, worth, share=part) for text in each.texts))


def _sound(sound: Sound) -> Node:
    if sound.initials:
        return Term("title_initials", sound.initials)
    return _side_by_side("title_pinyin", sound.syllables)


def _run(zone: str, text: Text) -> Node | None:
    """The characters side by side."""
    if not text.bigrams:
        return None
    token = text.bigrams[0]
    if len(text.bigrams) == 1 and len(token) == 1 and not token.isascii():
        return Term(f"{zone}_chars", token)
    return _side_by_side(f"{zone}_bigrams", text.bigrams)


def _side_by_side(field: str, tokens: tuple[str, ...]) -> Node:
    return Term(field, tokens[0]) if len(tokens) == 1 else Run(field, tokens)


def _any(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes)) if nodes else Nothing()


def _best(nodes: list[Node]) -> Node:
    kept = [node for node in nodes if node != Nothing()]
    return kept[0] if len(kept) == 1 else Best(tuple(kept), TIE) if kept else Nothing()
