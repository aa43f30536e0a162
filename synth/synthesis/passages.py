"""Sets of passages as the bits of one number: crossing two of them costs next to nothing, however large.

A large review crosses hundreds of sets of tens of thousands of passages. As hash tables those do not fit a
processor's cache, and the time grew faster than the review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Passages:
    """A set of passages that is never changed; it gives their ids in order."""

    __slots__ = ("_among", "_bits")

    def __init__(self, bits: int = 0, among: Numbering | None = None) -> None:
        self._bits, self._among = bits, among

    @property
    def bits(self) -> int:
        """The set as one number, by which sets of one review are told apart."""
        return self._bits

    def __iter__(self) -> Iterator[int]:
        return iter(self._among.ids_of(self) if self._among else ())

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __bool__(self) -> bool:
        return bool(self._bits)

    def __contains__(self, passage: int) -> bool:
        return passage in set(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Passages) and other._among is self._among:
            return self._bits == other._bits
        return isinstance(other, Passages | set | frozenset) and set(self) == set(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a set of ids, but hashed otherwise

    def __repr__(self) -> str:
        return f"Passages({list(self)})"

    def __and__(self, other: Passages) -> Passages:
        return Passages(self._bits & other._bits, self._shared(other))

    def __or__(self, other: Passages) -> Passages:
        return Passages(self._bits | other._bits, self._shared(other))

    def __sub__(self, other: Passages) -> Passages:
        return Passages(self._bits & ~other._bits, self._shared(other))

    def union(self, *others: Passages) -> Passages:
        """What is in this set or in any of the others."""
        made = self
        for one in others:
            made |= one
        return made

    def isdisjoint(self, other: Passages) -> bool:
        """Whether the two have nothing in common."""
        return not self & other

    def _shared(self, other: Passages) -> Numbering | None:
        if self._among is not other._among and self._bits and other._bits:
            raise ValueError("Passages of two reviews cannot be crossed: their numbers differ.")
        return self._among if self._bits or not other._among else other._among


class Numbering:
    """The passages of a review, each with a place of its own in the order of their ids."""

    def __init__(self, ids: Iterable[int]) -> None:
        import numpy as np

        self.listed = sorted(ids)
        self._ids = np.array(self.listed, dtype=np.int64)
        self._given = np.array(self.listed, dtype=object)

    def of(self, ids: Iterable[int]) -> Passages:
        """The set of these ids; KeyError when one is not a passage of the review."""
        import numpy as np

        asked = np.fromiter(ids, dtype=np.int64)
        places = np.searchsorted(self._ids, asked)
        if (places == len(self._ids)).any() or (self._ids[places] != asked).any():
            raise KeyError("not a passage of this review")
        marked = np.zeros(len(self._ids), dtype=bool)
        marked[places] = True
        return self.where(marked)

    def where(self, marked: NDArray[np.bool_]) -> Passages:
        """The passages at the places that are marked."""
        import numpy as np

        packed = np.packbits(marked, bitorder="little").tobytes()
        return Passages(int.from_bytes(packed, "little"), self)

    def places(self, passages: Passages) -> NDArray[np.intp]:
        """The places of these passages, in order."""
        import numpy as np

        packed = passages.bits.to_bytes((len(self._ids) + 7) // 8, "little")
        return np.flatnonzero(np.unpackbits(np.frombuffer(packed, dtype=np.uint8), bitorder="little"))

    def ids_of(self, passages: Passages) -> list[int]:
        """The ids of these passages, in order."""
        listed: list[int] = self._given[self.places(passages)].tolist()
        return listed


def passage_id(number: int) -> str:
    """The id of a passage in the document."""
    return f"P{number}"
