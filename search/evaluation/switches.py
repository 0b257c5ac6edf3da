"""The search with one kind of token only, to measure what each is worth.  For evaluation alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search import shape
from search.analysis import is_chinese, phrase
from search.shape import All, Any, Best, Boost, Const, Node, Nothing, Run, Term

TOKENS = ("both", "words", "bigrams")


@contextmanager
def only(kind: str) -> Iterator[None]:
    """Within it, every engine of this process asks for words or for bigrams only ("both": as always).

    With "bigrams" a place's name is looked for as characters too, for want of words.
    """
    if kind == "both":
        yield
        return
    change = _as_words if kind == "words" else _as_bigrams
    held = {name: getattr(shape, name) for name in ("words", "lifts", "excluded")}
    try:
        for name, made in held.items():
            setattr(shape, name, _changed(made, change))
        yield
    finally:
        for name, made in held.items():
            setattr(shape, name, made)


def _changed(
    made: Callable[..., tuple[Node, ...]], change: Callable[[Node], Node]
) -> Callable[..., tuple[Node, ...]]:
    return lambda plan: tuple(_through(node, change) for node in made(plan))


def _through(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` made to each of its leaves."""
    match node:
        case Const(inner, score):
            return Const(_through(inner, change), score)
        case Boost(inner, factor):
            return Boost(_through(inner, change), factor)
        case Any(nodes, least):
            return Any(tuple(_through(one, change) for one in nodes), least)
        case All(nodes):
            return All(tuple(_through(one, change) for one in nodes))
        case Best(nodes, tie):
            return Best(tuple(_through(one, change) for one in nodes), tie)
    return change(node)


def _as_words(leaf: Node) -> Node:
    if isinstance(leaf, Term | Run) and leaf.field.endswith(("_bigrams", "_chars")):
        tokens = (leaf.token,) if isinstance(leaf, Term) else leaf.tokens
        return Nothing() if any(map(is_chinese, tokens)) else leaf
    return leaf


def _as_bigrams(leaf: Node) -> Node:
    if not isinstance(leaf, Term) or not leaf.field.endswith("_words"):
        return leaf
    zone, tokens = leaf.field.removesuffix("_words"), tuple(phrase(leaf.token))
    if len(tokens) > 1:
        return Run(f"{zone}_bigrams", tokens)
    if not tokens:
        return Nothing()
    kind = "chars" if len(tokens[0]) == 1 and is_chinese(tokens[0]) else "bigrams"
    return Term(f"{zone}_{kind}", tokens[0])
