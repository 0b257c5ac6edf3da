"""A plan as a query of tantivy.  No text a person typed ever reaches tantivy's own query language."""

from __future__ import annotations

import tantivy
from tantivy import Occur, Query

from search.fields import FLOATS, ZONES
from search.plan import Alternative, Clause, Filter, Plan, Range, Terms, Text

ZONE_BOOST = {"title": 3.0, "text": 1.0}
CODE_SCORE = 4.0
IN_TITLE = 8.0
"""What the written word in a title is worth before anything else is counted: more than a near word can ever
give, so that a posting with the word in its title stands above one with a synonym only."""
NEAR = {"title": 1.0, "text": 0.5}
NEAR_SHARE = 0.01
"""A near word is worth where it stands, and this share of its own score to order those that have only it."""
TOGETHER_BOOST = 2.0
FRESH_SHARE = 0.3
"""A posting verified lately counts for this much more than one that was not."""
_NEVER = Query.empty_query()


class Compiler:
    """Turns the parts of a plan into tantivy's queries, for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def query(self, plan: Plan) -> Query:
        """The whole plan."""
        must: list[tuple[Occur, Query]] = [
            # a filter decides, it does not score
            (Occur.Must, Query.const_score_query(self.filter(held), 0.0))
            for held in plan.filters
        ]
        must += [(Occur.MustNot, self.clause(clause)) for clause in plan.excluded]
        must += [(Occur.Must, clause) for clause in self._words(plan)]
        if plan.sort == "relevance":
            must += [(Occur.Should, lift) for lift in self._lifts(plan)]
        return Query.boolean_query(must)

    def _words(self, plan: Plan) -> list[Query]:
        """What of the required words must hold."""
        clauses = [self.clause(clause) for clause in plan.required]
        if plan.least is None or plan.least >= len(clauses):
            return clauses
        some = [(Occur.Should, clause) for clause in clauses]
        return [Query.boolean_query(some, minimum_number_should_match=plan.least)]

    def clause(self, clause: Clause) -> Query:
        """One word: its best alternative counts."""
        alternatives = [self._alternative(alternative) for alternative in clause.alternatives]
        return alternatives[0] if len(alternatives) == 1 else Query.disjunction_max_query(alternatives, 0.1)

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

    def text(self, text: Text) -> Query:
        """A word anywhere: in each zone what it is worth as a word and as a run of characters, added up."""
        return _any([Query.boost_query(self._in(zone, text), ZONE_BOOST[zone]) for zone in ZONES])

    def _in(self, zone: str, text: Text) -> Query:
        """A word in one zone."""
        parts = [Query.term_query(self._schema, f"{zone}_words", text.text, "freq")]
        if not text.as_word:
            parts.append(self._run(zone, text))
        return _any(parts)

    def _written(self, text: Text) -> Query:
        """The word as the person wrote it."""
        return _any([Query.const_score_query(self._in("title", text), IN_TITLE), self.text(text)])

    def _near(self, text: Text) -> Query:
        """Another word for it: a score with a bound, however rare that word is and wherever it stands."""
        places = [Query.const_score_query(self._in(zone, text), NEAR[zone]) for zone in ZONES]
        return _any([Query.disjunction_max_query(places), Query.boost_query(self.text(text), NEAR_SHARE)])

    def _run(self, zone: str, text: Text) -> Query:
        """The characters side by side."""
        if not text.bigrams:
            return _NEVER
        if len(text.bigrams) > 1:  # a phrase of one word is a panic
            return Query.phrase_query(self._schema, f"{zone}_bigrams", list(text.bigrams))
        token = text.bigrams[0]
        if len(token) == 1 and not token.isascii():
            return Query.term_query(self._schema, f"{zone}_chars", token, "basic")
        return Query.term_query(self._schema, f"{zone}_bigrams", token, "freq")

    def _alternative(self, alternative: Alternative) -> Query:
        what = alternative.what
        if isinstance(what, Text):
            if alternative.is_near:
                return self._near(what)
            if alternative.weight == 1:
                return self._written(what)
            return Query.boost_query(self.text(what), alternative.weight)
        term = Query.term_query(self._schema, what.field, what.value, "basic")
        return Query.const_score_query(term, CODE_SCORE * alternative.weight)

    def _lifts(self, plan: Plan) -> list[Query]:
        lifts = [self.clause(clause) for clause in plan.optional]
        lifts += [Query.boost_query(self.text(run), TOGETHER_BOOST) for run in plan.together]
        fresh = self.filter(Range("verified_day", low=plan.fresh_from.toordinal()))
        again = [(Occur.Must, word) for word in self._words(plan)]
        again.append((Occur.Must, Query.const_score_query(fresh, 0.0)))
        return [*lifts, Query.boost_query(Query.boolean_query(again), FRESH_SHARE)]


def _any(parts: list[Query]) -> Query:
    """At least one of the parts; what they give is added up."""
    return Query.boolean_query([(Occur.Should, part) for part in parts], minimum_number_should_match=1)
