"""Where a passage stands in a text that is not quite the text it was taken from.

Looked for in three steps: the same characters; the same letters and digits, whatever stands between them
(line ends, hyphens, ligatures, quotes, case, accents); nearly the same letters, first between nearly the same
surroundings. Among several places the one with the most like surroundings is taken, then the one at the most
like share of the text: what the W3C Web Annotation Data Model calls text quote and text position (4.2.4 and
4.2.5). Words that stood in the old text more than once are not taken for others with the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from synth.model import Passage
from synth.text import Folded
from synth.texts import LOST, Anchor

AROUND = 48
"""Characters on either side that tell one place from another."""
MOST = 500
"""Places that are weighed at most, of a passage that stands everywhere."""
SHORT = 16
"""Letters below which a passage is not looked for by likeness: too much is like it."""
NEAR, SURE, LIKE = 0.75, 0.90, 0.6
"""Likeness of letters that suffices between surroundings that are `LIKE` or more, and that suffices alone."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stood before and after a passage, and at which share of the text it began (below 0: unknown).

    `alone`: the same letters stood nowhere else.
    """

    before: str = ""
    after: str = ""
    share: float = -1.0
    alone: bool = True

    @property
    def known(self) -> bool:
        """Whether anything is known of what stood around."""
        return bool(self.before or self.after)


def setting(text: str, start: int, end: int) -> Setting:
    """The setting of the passage at `start`:`end` in the text it was taken from."""
    share = start / len(text) if text else 0.0
    alone = text.find(text[start:end]) == start == text.rfind(text[start:end])
    return Setting(text[max(0, start - AROUND) : start], text[end : end + AROUND], share, alone)


class Text:
    """A text in which passages are looked for; what is worked out for one serves the next."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, quote: str, around: Setting | None = None) -> Anchor:
        """The best place of a quote, `LOST` when there is none."""
        wanted = around or Setting()
        letters = _letters(quote)
        if not quote.strip():
            return LOST
        same = self._same_letters(quote, letters, wanted)
        if same and self._fits(same, wanted):
            return same
        near = self._nearest(quote, letters, wanted)
        if near.how == "lost" and same and wanted.alone:
            return same
        return near

    def _fits(self, found: Anchor, wanted: Setting) -> bool:
        return not wanted.known or self._likeness(found.start, found.end, wanted) >= LIKE

    def _same_letters(self, quote: str, letters: str, wanted: Setting) -> Anchor | None:
        """The same letters, whatever stands between them; the same characters when they are the same."""
        starts = list(islice(_places(letters, self._bare.letters), MOST)) if letters else []
        if not starts:
            same = self.text.find(quote)
            return Anchor(same, same + len(quote), "exact", 1.0) if same >= 0 else None
        spans = (self._spread(quote, *self._bare.span(one, one + len(letters))) for one in starts)
        start, end = min(spans, key=lambda one: self._distance(one[0], one[1], wanted))
        return Anchor(start, end, "exact" if self.text[start:end] == quote else "normalised", 1.0)

    @cached_property
    def _bare(self) -> _Bare:
        return _Bare(self.text)

    def _distance(self, start: int, end: int, wanted: Setting) -> tuple[float, float]:
        """How unlike the surroundings are, then how far the place is from where it was."""
        share = abs(start / max(1, len(self.text)) - wanted.share) if wanted.share >= 0 else 0.0
        return (round(1 - self._likeness(start, end, wanted), 1), share)

    def _likeness(self, start: int, end: int, wanted: Setting) -> float:
        """How like the surroundings are, from 0 to 1; 1 when none are known."""
        from rapidfuzz import fuzz

        if not wanted.known:
            return 1.0
        here = setting(self.text, start, end)
        pairs = [(wanted.before, here.before), (wanted.after, here.after)]
        likes = [fuzz.ratio(_letters(a), _letters(b)) / 100 for a, b in pairs if a]
        return sum(likes) / len(likes)

    def _spread(self, quote: str, start: int, end: int) -> tuple[int, int]:
        """The place with the signs that stand at the ends of the quote, where the text has them too."""
        for sign in _tail(quote):
            end += self.text[end : end + 1] == sign
        for sign in _tail(quote[::-1]):
            start -= self.text[start - 1 : start] == sign and start > 0
        return start, end

    def _nearest(self, quote: str, letters: str, wanted: Setting) -> Anchor:
        """Nearly the same letters: between nearly the same surroundings, else wherever they are very near."""
        if len(letters) < SHORT or len(letters) > len(self._bare.letters):
            return LOST
        before, after = _letters(wanted.before), _letters(wanted.after)
        if wanted.known and (window := self._aligned(before + letters + after, 0, len(self._bare.letters))):
            found = self._judged(quote, letters, self._aligned(letters, *window), wanted)
            if found.how != "lost":
                return found
        if not wanted.alone:
            return LOST
        return self._judged(quote, letters, self._aligned(letters, 0, len(self._bare.letters)), wanted)

    def _aligned(self, letters: str, first: int, last: int) -> tuple[int, int] | None:
        """Where letters are nearest among the bare letters `first`:`last`; None when nowhere near."""
        from rapidfuzz import fuzz

        among = self._bare.letters[first:last]
        if not among:
            return None
        found = fuzz.partial_ratio_alignment(letters, among, score_cutoff=NEAR * 100)
        return (first + found.dest_start, first + found.dest_end) if found else None

    def _judged(self, quote: str, letters: str, bare: tuple[int, int] | None, wanted: Setting) -> Anchor:
        from rapidfuzz import fuzz

        if bare is None or bare[0] >= bare[1]:
            return LOST
        start, end = self._bare.whole(*self._bare.span(*bare))
        likeness = fuzz.ratio(letters, _letters(self.text[start:end])) / 100
        around = self._likeness(start, end, wanted) if wanted.known else 0.0
        if (likeness >= SURE and wanted.alone) or (likeness >= NEAR and around >= LIKE):
            return Anchor(*self._spread(quote, start, end), "fuzzy", round(likeness, 3))
        return LOST


def anchor(passage: Passage, text: Text, older: str = "") -> Anchor:
    """Where a passage stands in a text; `older` is the text that its offsets are of, empty when lost."""
    start, end = passage.start, passage.end
    if older == text.text and older[start:end] == passage.quote:
        return Anchor(start, end, "exact", 1.0)
    known = start >= 0 and older[start:end] == passage.quote
    return text.find(passage.quote, setting(older, start, end) if known else None)


class _Bare:
    """The letters and digits of a text, folded and without anything between, with the way back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = Folded(text)
        words = [(match.start(), match.group()) for match in _WORD.finditer(self._folded.text)]
        self.letters = "".join(word for _, word in words)
        self._at = [start for start, _ in words]
        self._before: list[int] = []
        total = 0
        for _, word in words:
            self._before.append(total)
            total += len(word)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters `start`:`end` stand in the text."""
        return self._folded.span(self._place(start), self._place(end - 1) + 1)

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The place, made wider to whole words."""
        while start > 0 and self._text[start - 1].isalnum():
            start -= 1
        while end < len(self._text) and self._text[end].isalnum():
            end += 1
        return start, end

    def _place(self, letter: int) -> int:
        number = bisect_right(self._before, letter) - 1
        return self._at[number] + letter - self._before[number]


def _letters(text: str) -> str:
    return "".join(_WORD.findall(Folded(text).text))


def _tail(quote: str) -> str:
    """What stands behind the last letter of a quote."""
    return quote[len(quote.rstrip("".join({sign for sign in quote if not sign.isalnum()}))) :]


def _places(wanted: str, text: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)
