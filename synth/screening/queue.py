"""What to read next: always ready at once, while a thread learns from what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Condition, Lock, Thread
from time import monotonic
from typing import Self

import numpy as np
from numpy.typing import NDArray

from synth.errors import SynthError, UsageError
from synth.screening.counting import Text, count_words
from synth.screening.ranking import Model, WordModel

Order = NDArray[np.int32]

OPEN, IRRELEVANT, RELEVANT, SILENT = range(4)
"""What is known of a record: nothing yet, a decision, or a decision that tells nothing of relevance."""

RESTS = 3.0
"""How long learning rests, in times that the last lesson took: it takes at most a quarter of a processor,
also while somebody decides faster than it learns."""

SAID: Mapping[bool | None, int] = {None: SILENT, False: IRRELEVANT, True: RELEVANT}


class Queue:
    """Records in the order of likely relevance; those put off come last.

    `model` has a row per record and one more: what the review asks, which counts as a relevant record until
    one is found, so that there is an order before the first decision. `decided` maps places to true
    (relevant), false, or None (nothing to learn from, but not to be read either). The places `first` come
    before all others. Queues that are given the same `turn` learn one after the other: what learning needs of
    memory and processor is then needed once. Where a model cannot learn (SynthError) the order stays. Use
    as a context manager: the thread that learns ends with it.
    """

    def __init__(
        self,
        model: Model | None,
        size: int,
        decided: Mapping[int, bool | None] | None = None,
        *,
        first: Sequence[int] = (),
        turn: Lock | None = None,
    ) -> None:
        self._size = size
        self._first = np.array(first, dtype=np.int32)
        self._said = np.full(size, OPEN, dtype=np.int8)
        for row, relevant in (decided or {}).items():
            self._said[row] = SAID[relevant]
        self._put_off: dict[int, None] = {}
        self._back: dict[int, None] = {}
        self._model = model
        self._turn = turn or Lock()
        self._changed = Condition()
        self._stale = self._closed = False
        with self._turn:
            self._order = self._learnt(self._said.copy())
        self._thread = Thread(target=self._keep_learning, daemon=True)

    @classmethod
    def of(
        cls, texts: Sequence[Text], topic: str = "", decided: Mapping[int, bool | None] | None = None
    ) -> Self:
        """The queue of these records; without a topic or a decision they stay in the order given."""
        return cls(model([*texts, Text(topic, "")]) if topic or decided else None, len(texts), decided)

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
        self._thread.join()

    def open(self) -> None:
        """Begin to learn from decisions, behind whoever reads."""
        self._thread.start()

    def close(self) -> None:
        """Learn no more; what is being learnt is not waited for."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    @property
    def left(self) -> int:
        """How many records are still to be read."""
        with self._changed:
            return int(np.count_nonzero(self._said == OPEN))

    def next(self) -> int | None:
        """The place of the record to read now; None when all are decided. Does not wait for learning."""
        with self._changed:
            waits = self._said == OPEN
            last = next((row for row in self._put_off if waits[row]), None)
            waits[list(self._put_off)] = False
            for order in (np.array([*reversed(self._back)], dtype=np.int32), self._first, self._order):
                open_ = waits[order]
                if len(order) and open_[place := int(open_.argmax())]:
                    return int(order[place])
            return last

    def why(self, row: int, text: Text) -> tuple[str, ...]:
        """The words for which a record stands where it does, the weightiest first; empty where none do."""
        return self._model.words_for(row, text) if self._model and row not in self._first else ()

    def decide(self, row: int, relevant: bool | None) -> None:
        """Learn from a decision; None is a decision that tells nothing of relevance."""
        with self._changed:
            self._said[row] = SAID[relevant]
            self._put_off.pop(row, None)
            self._back.pop(row, None)
            self._learn_anew()

    def pass_over(self, row: int) -> None:
        """Leave a record out: others decided on it."""
        with self._changed:
            self._said[row] = SILENT

    def put_off(self, row: int) -> None:
        """Show a record after all others."""
        with self._changed:
            self._put_off.pop(row, None)
            self._put_off[row] = None

    def take_back(self, row: int) -> None:
        """Forget a decision, or that a record was put off, and show that record first."""
        with self._changed:
            self._said[row] = OPEN
            self._put_off.pop(row, None)
            self._back[row] = None
            self._learn_anew()

    def _learn_anew(self) -> None:
        self._stale = True
        self._changed.notify()

    def _keep_learning(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stale or self._closed)
                if self._closed:
                    return
                self._stale = False
            with self._turn:
                began = monotonic()
                self._learn()
                took = monotonic() - began
            with self._changed:
                self._changed.wait_for(lambda: self._closed, timeout=took * RESTS)

    def _learn(self) -> None:
        """Put the works in order by what is decided now; without a lesson the order stays."""
        with self._changed:
            said = self._said.copy()
        with suppress(SynthError):
            order = self._learnt(said)
            with self._changed:
                self._order = order

    def _learnt(self, said: NDArray[np.int8]) -> Order:
        if self._model is None or OPEN not in said:
            return np.arange(self._size, dtype=np.int32)
        rows = np.flatnonzero((said == RELEVANT) | (said == IRRELEVANT))
        relevant = said[rows] == RELEVANT
        if not relevant.any():
            rows, relevant = np.append(rows, self._size), np.append(relevant, True)
        scores = self._model.scores(rows, relevant)[: self._size]
        return np.argsort(-scores, kind="stable").astype(np.int32)


def model(texts: Sequence[Text]) -> WordModel | None:
    """The model of the texts, or None where there are no words to rank by."""
    try:
        return WordModel(count_words(texts))
    except UsageError:
        return None
