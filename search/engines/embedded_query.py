"""A plan as a query of tantivy.  No text a person typed ever reaches tantivy's own query language."""

from __future__ import annotations

import tantivy
from tantivy import Occur, Query

from search import shape
from search.fields import FLOATS, TOKENS
from search.plan import Filter, Plan, Range, Terms

_NEVER = Query.empty_query()


class Compiler:
    """Turns plans into tantivy's queries, for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def query(self, plan: Plan) -> Query:
        """The whole plan."""
        parts: list[tuple[Occur, Query]] = [
            # a filter decides, it does not score
            (Occur.Must, Query.const_score_query(self.filter(held), 0.0))
            for held in plan.filters
        ]
        parts += [(Occur.MustNot, self.node(node)) for node in shape.excluded(plan)]
        parts += [(Occur.Must, self.node(node)) for node in shape.words(plan)]
        if plan.sort == "relevance":
            parts += [(Occur.Should, self.node(node)) for node in shape.lifts(plan)]
        return Query.boolean_query(parts)

    def filter(self, held: Filter) -> Query:
        """One condition."""
        if isinstance(held, Terms):
            if len(held.values) == 1:
                return Query.term_query(self._schema, held.field, held.values[0], "basic")
            return Query.term_set_query(self._schema, held.field, list(held.values))
        is_float = held.field in FLOATS
        number = float if is_float else int
        low = None if held.low is None else number(held.low)
        high = None if held.high is None else number(held.high)
        kind = tantivy.FieldType.Float if is_float else tantivy.FieldType.Integer
        return Query.range_query(self._schema, held.field, kind, low, high)

    def node(self, node: shape.Node) -> Query:
        """One node of the tree of the words."""
        match node:
            case shape.Term(field, token):
                kept = "basic" if TOKENS[field] == "basic" else "freq"
                return Query.term_query(self._schema, field, token, kept)
            case shape.Run(field, tokens):  # of one word it would be a panic; `shape` never makes such
                return Query.phrase_query(self._schema, field, list(tokens))
            case shape.Holds(field, value):
                return Query.term_query(self._schema, field, value, "basic")
            case shape.Verified(since):
                return self.filter(Range("verified_day", low=since))
            case shape.Const(inner, score):
                return Query.const_score_query(self.node(inner), score)
            case shape.Boost(inner, factor):
                return Query.boost_query(self.node(inner), factor)
            case shape.Any(nodes, least):
                some = [(Occur.Should, self.node(one)) for one in nodes]
                return Query.boolean_query(some, minimum_number_should_match=least)
            case shape.All(nodes):
                return Query.boolean_query([(Occur.Must, self.node(one)) for one in nodes])
            case shape.Best(nodes, tie):
                return Query.disjunction_max_query([self.node(one) for one in nodes], tie)
            case shape.Nothing():
                return _NEVER
