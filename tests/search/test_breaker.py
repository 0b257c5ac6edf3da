"""A server that hangs costs one request its time-out, not every one."""

import pytest

from search.breaker import Breaker
from search.engines.base import MissingIndexError, UnreachableError


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def failing(asked, error):
    def question():
        asked.append(1)
        raise error

    return question


def test_after_a_failure_nobody_asks_for_a_while_and_then_one_does(clock, caplog):
    breaker, asked, engine = Breaker(open_for=5, now=clock), [], object()
    question = failing(asked, UnreachableError("away"))
    for _ in range(10):
        with pytest.raises(UnreachableError):
            breaker.ask(engine, question)
    assert len(asked) == 1
    clock.now += 5.1
    for _ in range(10):
        with pytest.raises(UnreachableError):
            breaker.ask(engine, question)
    assert len(asked) == 2
    assert len(caplog.records) == 2, "the log tells it as often as it was asked"


def test_while_one_asks_again_the_others_go_on_without(clock):
    breaker, engine = Breaker(open_for=5, now=clock), object()
    with pytest.raises(UnreachableError):
        breaker.ask(engine, failing([], UnreachableError("away")))
    clock.now += 5.1

    def slowly():
        with pytest.raises(UnreachableError, match="asked again in 5 s"):
            breaker.ask(engine, lambda: "too early")
        return "there"

    assert breaker.ask(engine, slowly) == "there"
    assert breaker.ask(engine, lambda: "and stays") == "and stays"


def test_an_answer_that_costs_nothing_closes_nothing(clock):
    breaker, asked, engine = Breaker(now=clock), [], object()
    for _ in range(3):
        with pytest.raises(MissingIndexError):
            breaker.ask(engine, failing(asked, MissingIndexError("gone")))
    assert len(asked) == 3


def test_another_engine_begins_anew(clock):
    breaker = Breaker(now=clock)
    with pytest.raises(UnreachableError):
        breaker.ask("one", failing([], UnreachableError("away")))
    assert breaker.ask("another", lambda: 1) == 1
