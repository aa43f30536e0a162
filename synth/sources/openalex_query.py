"""A strategy in the search dialect of OpenAlex: value lists on the exact (unstemmed) fields.

Rules of the dialect, with references, are in docs/sources.md. In short: a filter is a list of at most 100
values joined by `|` (OR), filters are joined by `,` (AND); each value is a word, a word with `*` after at
least three letters, or a phrase in quotes with at most two such words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from synth.errors import UsageError
from synth.sources.spelling import APOSTROPHE, Form, forms, is_cut, left_out, reduced, shown
from synth.strategy.expression import Leaf
from synth.strategy.translate import Alternative, Group, TooMuchError

VALUES_PER_LIST = 100
MAX_PARTS = 100
SHORTEST_PREFIX = 3
SHORTEST_OF_TWO = 4
WILD_WORDS = 2
GAP = 2
"""Words that may stand between those of a phrase in which a word before the last is truncated."""

BOTH = "title_and_abstract"
_FIELDS = {"title": "title", "abstract": "abstract"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One value list: a work fits when one of `values` is in `field`; a value is words next to each other."""

    field: str
    values: tuple[Form, ...]

    def __str__(self) -> str:
        return f"{self.field}.search.exact:" + "|".join(map(written, self.values))


Clauses = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What one alternative asks, and the sentences on how it is wider than the strategy."""

    clauses: Clauses
    widened: tuple[str, ...]


def question(alternative: Alternative) -> Question:
    """Return the clauses of an alternative; together they hold every work that it accepts.

    Raises UsageError when nothing of it can be asked.
    """
    clauses: list[Clause] = []
    sentences = [
        f"`{part}` cannot be asked; it is checked here on what comes back." for part in alternative.dropped
    ]
    for group in alternative.groups:
        clause, widened = clause_of(group)
        sentences += widened
        if clause is not None:
            clauses.append(clause)
    if not clauses:
        raise unaskable(leaf for group in alternative.groups for leaf in group)
    return Question(tuple(dict.fromkeys(clauses)), tuple(sentences))


def unaskable(terms: Iterable[Leaf]) -> UsageError:
    """Return the error that nothing of these terms can be asked."""
    named = ", ".join(dict.fromkeys(f"`{leaf.text}`" for leaf in terms))
    return UsageError(
        f"OpenAlex cannot be asked for {named}: a `*` needs {SHORTEST_PREFIX} letters before it.",
        remedy="Write more letters before the `*`, or join it by AND with a longer term.",
    )


def clause_of(group: Group) -> tuple[Clause | None, list[str]]:
    """Return the value list of a group, none when it cannot be asked, and how it is wider."""
    field = _field(group)
    sentences = [sentence for leaf in group if (sentence := _about_field(leaf, field))]
    values: list[Form] = []
    for leaf in group:
        asked = _asked(leaf)
        if not asked:
            others = " OR ".join(f"`{other.text}`" for other in group)
            return None, [
                f"`{leaf.text}` is too short to ask for ({SHORTEST_PREFIX} letters are needed before `*`): "
                f"{others} was left out of the request and is checked here."
            ]
        values += asked
        sentences += _about_values(leaf, asked)
    return Clause(field, reduced(values)), sentences


def _field(group: Group) -> str:
    fields = {leaf.field for leaf in group}
    return _FIELDS.get(fields.pop(), BOTH) if len(fields) == 1 else BOTH


def _about_field(leaf: Leaf, field: str) -> str:
    if leaf.field == "keywords":
        return (
            f"`keywords:{leaf.text}` was asked for in title and abstract: OpenAlex has no keywords "
            "of authors, so works that have it only there are missed."
        )
    if leaf.field in _FIELDS and field == BOTH:
        return f"`{leaf.field}:{leaf.text}` was asked for in title and abstract, since OR joins its terms."
    return ""


def _about_values(leaf: Leaf, asked: tuple[Form, ...]) -> Iterator[str]:
    if asked[0] != forms(leaf.words)[0] or is_cut(leaf.words):
        yield f"`{leaf.text}` was asked for as `{shown(asked[0])}`, which holds it."
    if any(map(is_open_inside, asked)):
        yield f"`{leaf.text}` was asked for with up to {GAP} words in between, for the hyphens of compounds."
    if left_out(leaf.words):
        yield f"`{leaf.text}` has more spellings than can be asked for: only a part of it was asked for."


def _asked(leaf: Leaf) -> tuple[Form, ...]:
    """Return the values that together hold every form of a leaf; none when a form cannot be asked."""
    values = [_askable(form) for form in forms(_sure(leaf.words))]
    return tuple(dict.fromkeys(values)) if all(values) else ()


def _sure(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the longest run of neighbouring words of which every spelling is asked: a phrase holds it."""
    runs = (words[i : i + n] for n in range(len(words), 0, -1) for i in range(len(words) - n + 1))
    return next((run for run in runs if not left_out(run)), words)


def _askable(form: Form) -> Form:
    """Return the longest run of neighbouring words that may be asked: whatever holds `form` holds it."""
    words = tuple(map(_word, form))
    runs = (words[i : i + n] for n in range(len(words), 0, -1) for i in range(len(words) - n + 1))
    return next(filter(_allowed, runs), ())


def _word(word: str) -> str:
    """Return a word as it may be asked: `foto's*` → `foto*`, `ab*` → nothing."""
    stem = word.removesuffix("*")
    if stem == word:
        return word
    known = stem if len(stem.rpartition(APOSTROPHE)[2]) >= SHORTEST_PREFIX else stem.partition(APOSTROPHE)[0]
    return f"{known}*" if len(known) >= SHORTEST_PREFIX else ""


def _allowed(run: Form) -> bool:
    wild = [word for word in run if _is_wild(word)]
    if not all(run) or len(wild) > WILD_WORDS:
        return False
    return len(wild) < WILD_WORDS or all(len(word) > SHORTEST_OF_TWO for word in wild if word.endswith("*"))


def written(value: Form) -> str:
    """Return a value as the filter takes it: quoted, but for a single word with `*` or `?`.

    After a `*` inside a phrase up to two more words may stand: `beleids* kennis` also fits
    `beleids-en-praktijk kennis`, which is four words there. A quoted value cannot lose its last letters:
    OpenAlex takes `and` and `not` off the end of a bare one.
    """
    text = " ".join(value).replace(APOSTROPHE, "?")
    if len(value) == 1 and _is_wild(value[0]):
        return text
    return f'"{text}"' + (f"~{GAP}" if is_open_inside(value) else "")


def is_open_inside(value: Form) -> bool:
    """Whether a word before the last ends with `*`, so that a hyphenated word may stand there."""
    return any(word.endswith("*") for word in value[:-1])


def _is_wild(word: str) -> bool:
    return "*" in word or APOSTROPHE in word


def parts(clauses: Clauses, fits: Callable[[Clauses], bool]) -> tuple[Clauses, ...]:
    """Return the clauses cut into as many questions as needed so that each list and each request fits.

    The union of the parts is the whole. Raises TooMuchError when a single value does not fit, or when there
    would be more than 100 parts.
    """
    waiting, done = [clauses], []
    while waiting:
        now = waiting.pop()
        if all(len(clause.values) <= VALUES_PER_LIST for clause in now) and fits(now):
            done.append(now)
        else:
            waiting += reversed(_halves(now))
        if len(done) + len(waiting) > MAX_PARTS:
            raise TooMuchError(
                f"The strategy becomes more than {MAX_PARTS} requests to OpenAlex.",
                remedy="Use truncation instead of many forms of a word, or split the strategy.",
            )
    return tuple(done)


def _halves(clauses: Clauses) -> list[Clauses]:
    longest = max(clauses, key=lambda clause: (len(clause.values) > 1, len(str(clause))))
    half = len(longest.values) // 2
    if not half:
        raise TooMuchError(
            "A term of the strategy is too long to ask OpenAlex for.", remedy="Shorten the longest phrases."
        )
    at = clauses.index(longest)
    pieces = (longest.values[:half], longest.values[half:])
    return [(*clauses[:at], replace(longest, values=piece), *clauses[at + 1 :]) for piece in pieces]
