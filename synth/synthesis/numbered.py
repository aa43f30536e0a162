"""Sets of what a review has many of — passages, works, studies — as the bits of one number each.

Crossing two of them costs next to nothing, however large. A large review crosses hundreds of sets of tens of
thousands: as hash tables those do not fit a processor's cache, and the time grew faster than the review. Keys
are looked up only for what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Key = TypeVar("Key", int, str)


class Chosen(Generic[Key]):
    """Some of the keys of a numbering, as a set that is never changed; it gives them in order."""

    __slots__ = ("_among", "_bits")

    def __init__(self, bits: int = 0, among: Numbering[Key] | None = None) -> None:
        self._bits = bits
        self._among: Numbering[Key] | None = among

    @property
    def bits(self) -> int:
        """The set as one number, by which sets of one numbering are told apart."""
        return self._bits

    @property
    def first(self) -> Key | None:
        """The first of them in order; None when there is none."""
        if not self._bits or not self._among:
            return None
        return self._among.listed[(self._bits & -self._bits).bit_length() - 1]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._among.keys(self) if self._among else ())

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __bool__(self) -> bool:
        return bool(self._bits)

    def __contains__(self, key: Key) -> bool:
        place = self._among.place.get(key) if self._among else None
        return place is not None and bool(self._bits >> place & 1)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Chosen) and other._among is self._among:
            return self._bits == other._bits
        return isinstance(other, Chosen | set | frozenset) and set(self) == set(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a set of keys, but hashed otherwise

    def __repr__(self) -> str:
        return f"Chosen({list(self)})"

    def __and__(self, other: Chosen[Key]) -> Chosen[Key]:
        return Chosen(self._bits & other._bits, self._shared(other))

    def __or__(self, other: Chosen[Key]) -> Chosen[Key]:
        return Chosen(self._bits | other._bits, self._shared(other))

    def __sub__(self, other: Chosen[Key]) -> Chosen[Key]:
        return Chosen(self._bits & ~other._bits, self._shared(other))

    def union(self, *others: Chosen[Key]) -> Chosen[Key]:
        """What is in this set or in any of the others."""
        made = self
        for one in others:
            made |= one
        return made

    def isdisjoint(self, other: Chosen[Key]) -> bool:
        """Whether the two have nothing in common."""
        return not self & other

    def _shared(self, other: Chosen[Key]) -> Numbering[Key] | None:
        if self._among is not other._among and self._bits and other._bits:
            raise ValueError("Sets of two reviews cannot be crossed: their numbers differ.")
        return self._among if self._bits or not other._among else other._among


Passages: TypeAlias = Chosen[int]
Works: TypeAlias = Chosen[str]
Studies: TypeAlias = Chosen[str]


class Numbering(Generic[Key]):
    """Keys, each with a place of its own in their order."""

    def __init__(self, keys: Iterable[Key]) -> None:
        import numpy as np

        self.listed: list[Key] = sorted(keys)
        self._given = np.array(self.listed, dtype=object)
        self.place: dict[Key, int] = {key: place for place, key in enumerate(self.listed)}

    def placed(self, keys: Iterable[Key]) -> NDArray[np.intp]:
        """The places of these keys, in the order given; KeyError when one is not among those numbered."""
        import numpy as np

        return np.fromiter(map(self.place.__getitem__, keys), dtype=np.intp)

    def of(self, keys: Iterable[Key]) -> Chosen[Key]:
        """The set of these keys; KeyError when one is not among those numbered."""
        return self.at(self.placed(keys))

    def at(self, places: NDArray[np.intp] | list[int]) -> Chosen[Key]:
        """The keys at these places, of which one may be named more than once."""
        import numpy as np

        marked = np.zeros(len(self.listed), dtype=bool)
        marked[places] = True
        return self.where(marked)

    def where(self, marked: NDArray[np.bool_]) -> Chosen[Key]:
        """The keys at the places that are marked."""
        import numpy as np

        packed = np.packbits(marked, bitorder="little").tobytes()
        return Chosen(int.from_bytes(packed, "little"), self)

    def marked(self, chosen: Chosen[Key]) -> NDArray[np.bool_]:
        """For each place, whether its key is in this set."""
        import numpy as np

        packed = np.frombuffer(chosen.bits.to_bytes((len(self.listed) + 7) // 8, "little"), dtype=np.uint8)
        return np.unpackbits(packed, count=len(self.listed), bitorder="little").view(bool)

    def places(self, chosen: Chosen[Key]) -> NDArray[np.intp]:
        """The places of these keys, in order."""
        import numpy as np

        return np.flatnonzero(self.marked(chosen))

    def named(self, sets: Iterable[tuple[str, Chosen[Key]]]) -> list[tuple[str, ...]]:
        """For each place, the names of those of these sets that its key is in; equal ones are one value."""
        import numpy as np

        known: list[tuple[str, ...]] = [()]
        number = np.zeros(len(self.listed), dtype=np.intp)
        for name, chosen in sets:
            marked = self.marked(chosen)
            found = np.flatnonzero(np.bincount(number[marked], minlength=len(known)))
            after = np.zeros(len(known), dtype=np.intp)
            after[found] = np.arange(len(known), len(known) + len(found))
            known += _grown(known, found.tolist(), name)
            number[marked] = after[number[marked]]
        return list(map(known.__getitem__, number.tolist()))

    def keys(self, chosen: Chosen[Key]) -> list[Key]:
        """These keys, in order."""
        listed: list[Key] = self._given[self.places(chosen)].tolist()
        return listed


def _grown(known: list[tuple[str, ...]], some: list[int], name: str) -> list[tuple[str, ...]]:
    return [(*known[one], name) for one in some]
