"""No text is too strange for analysis and plan: each is answered, and alike each time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import shape
from search.analysis import MUTED, RUN, analyzer
from search.query import LONGEST_TEXT, Query
from search.visibility import ANYONE
from tests.search.small import ANALYZER, PLANNER, TAXONOMY, TODAY

STRANGE = (
    "\x00\x01\x1f\x7f\u200b\u202e\ufeff\ud800 \t\n\"“”'‘’「」-－–—*?~^:：()[]{}|\\/+&!.,，。；、%$#@<>="
    "🌶👨\u200d👩🇨🇳冷链荣县中山区蓉集团有限公司縣鏈㈱ﬁİßaezgZG09１ｐ𠀀〇々"
)
texts = st.one_of(st.text(max_size=300), st.text(alphabet=STRANGE, max_size=300))
BOMBS = ("冷链", "a", "🌶", '"', "-", "(a+)+$", "荣县 ", "zigong", "xian", "有限公司", "\x00", "集团")
LONG = [bomb * (10_000 // len(bomb)) for bomb in BOMBS]


def leaves(node):
    inner = getattr(node, "nodes", None) or ((node.node,) if hasattr(node, "node") else ())
    return [leaf for one in inner for leaf in leaves(one)] if inner else [node]


@given(texts)
@settings(deadline=None)
def test_every_text_has_tokens_without_spaces_and_the_same_each_time(text):
    tokens = ANALYZER.tokens(text)
    assert tokens == ANALYZER.tokens(text)
    for token in [*tokens.words.split(), *tokens.bigrams.split(), *tokens.chars.split()]:
        assert token == MUTED or RUN.fullmatch(token), token
    latin = ANALYZER.latin(text)
    assert latin == ANALYZER.latin(text)


@given(texts, st.booleans())
@settings(deadline=None)
def test_every_text_has_a_plan_and_a_shape_that_an_engine_can_carry_out(text, exact):
    query = Query.from_querydict({"q": text, "exact": "1" if exact else ""}, taxonomy=TAXONOMY)
    plan = PLANNER.plan(query, viewer=ANYONE, today=TODAY)
    for made in (plan, plan.partly()):
        nodes = [*shape.words(made), *shape.excluded(made), *shape.lifts(made)]
        for leaf in [leaf for node in nodes for leaf in leaves(node)]:
            if isinstance(leaf, shape.Run):
                assert len(leaf.tokens) > 1  # of one token an engine panics
            if isinstance(leaf, shape.Term):
                assert leaf.token.strip() == leaf.token != ""


@given(texts)
@settings(deadline=None)
def test_an_exact_search_adds_no_word(text):
    query = Query(text=text, exact=True)
    assert PLANNER.plan(query, viewer=ANYONE, today=TODAY).widened == ()


@pytest.mark.parametrize("text", LONG, ids=map(ascii, BOMBS))
def test_ten_thousand_characters_are_analysed_and_planned(text):
    assert isinstance(analyzer().tokens(text).words, str)
    analyzer().latin(text)
    query = Query.from_querydict({"q": text}, taxonomy=TAXONOMY)
    assert len(query.text) <= LONGEST_TEXT
    plan = PLANNER.plan(query, viewer=ANYONE, today=TODAY)
    assert len(plan.required) <= 32
    PLANNER.plan(Query(text=text), viewer=ANYONE, today=TODAY)  # whoever calls the planner without an address
