"""The queue: an order before the first decision, learning behind the reader, nothing shown twice."""

import time
from threading import Event, Lock

import numpy as np
import pytest

from synth.screening.counting import Text, count_words
from synth.screening.machine import Labels, Places, Scores
from synth.screening.queue import Queue
from synth.screening.ranking import WordModel
from tests.screening.test_simulation import TEXTS, made


def settled(queue: Queue, wanted: int) -> bool:
    """Whether the queue comes to offer a record like the wanted ones (one in six) before long."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if queue.next() % 6 == wanted:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("language", TEXTS)
def test_the_question_gives_the_first_order(language: str) -> None:
    texts, relevant = made(language)
    with Queue.of(texts, TEXTS[language][0]) as queue:
        assert relevant[queue.next()]


def test_without_question_or_decision_the_order_is_as_given() -> None:
    with Queue.of([Text("b", ""), Text("a", "")]) as queue:
        assert queue.next() == 0


def test_it_learns_from_decisions_against_the_question() -> None:
    texts, _ = made("en")
    with Queue.of(texts, TEXTS["en"][1]) as queue:
        for row in (1, 2, 3):
            queue.decide(row, False)
        queue.decide(6, True)
        assert settled(queue, wanted=0)


def test_every_record_is_offered_once_and_those_put_off_last() -> None:
    texts, relevant = made("nl", size=30)
    seen = []
    with Queue.of(texts, TEXTS["nl"][0]) as queue:
        first = queue.next()
        queue.put_off(first)
        while (row := queue.next()) is not None:
            seen.append(row)
            queue.decide(row, bool(relevant[row]))
    assert sorted(seen) == list(range(30))
    assert seen[-1] == first


def test_what_is_taken_back_is_shown_again() -> None:
    texts, _ = made("de")
    with Queue.of(texts, TEXTS["de"][0]) as queue:
        row = queue.next()
        queue.decide(row, None)
        assert queue.next() != row
        queue.take_back(row)
        assert queue.next() == row


class Held:
    """Scores places from the first to the last; what is learnt after the start waits until it may go on."""

    def __init__(self) -> None:
        self.learnt: list[dict[int, bool]] = []
        self.go_on, self.done = Event(), Event()

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        self.learnt.append(dict(zip(rows.tolist(), relevant.tolist(), strict=True)))
        if len(self.learnt) == 2:
            self.go_on.wait(30)
        if len(self.learnt) == 3:
            self.done.set()
        return np.arange(7, 0, -1, dtype=float)

    def words_for(self, row: int, text: Text) -> tuple[str, ...]:
        return ()


def test_what_is_taken_back_while_it_was_learnt_comes_first_and_teaches_no_more() -> None:
    model = Held()
    with Queue(model, 6) as queue:
        queue.decide(4, True)
        while len(model.learnt) < 2:
            time.sleep(0.01)
        queue.take_back(4)
        model.go_on.set()
        assert model.done.wait(30)
        assert queue.next() == 4
        assert 4 not in model.learnt[-1]


def test_decisions_made_before_count_from_the_start() -> None:
    texts, relevant = made("en")
    decided = {row: bool(relevant[row]) for row in range(12)}
    with Queue.of(texts, decided=decided) as queue:
        assert queue.next() % 6 == 0
        assert queue.next() not in decided


def test_records_without_words_come_as_given() -> None:
    with Queue.of([Text("", "")] * 3, "?") as queue:
        queue.decide(0, True)
        assert queue.next() == 1


def test_a_large_set_is_ranked_by_single_words() -> None:
    titles = ("debt advice", "sea birds", "debt law", "sea shells", "debt advice", "debt")
    texts = [Text(title, "") for title in titles]
    with Queue(WordModel(count_words(texts, large=True)), 5) as queue:
        assert queue.next() in (0, 2, 4)
        assert queue.why(0, texts[0])[0] in ("debt", "advice")


def test_why_a_record_is_shown_is_told_in_words_that_say_something_each_once() -> None:
    titles = (
        "Debt advice was a help in debt",
        "Sea birds",
        "The law in debt advice",
        "Sea shells",
        "debt advice",
    )
    texts = [Text(title, "") for title in titles]
    with Queue(WordModel(count_words(texts)), 4) as queue:
        said = " ".join(queue.why(0, texts[0])).split()
    assert {"debt", "advice"} <= set(said)
    assert len(said) == len(set(said)) and not {"was", "in", "a"} & set(said)


def test_queues_that_take_turns_all_learn() -> None:
    texts, _ = made("en")
    counted = count_words([*texts, Text(TEXTS["en"][1], "")])
    turn = Lock()
    with (
        Queue(WordModel(counted), len(texts), turn=turn) as one,
        Queue(WordModel(counted), len(texts), turn=turn) as other,
    ):
        for queue in (one, other):
            for row in (1, 2, 3):
                queue.decide(row, False)
            queue.decide(6, True)
        assert settled(one, wanted=0)
        assert settled(other, wanted=0)
