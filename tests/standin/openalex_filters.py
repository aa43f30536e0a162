"""The filter language of OpenAlex over works in memory: an implementation of its own, kept simple."""

import datetime
import re
from dataclasses import dataclass

from tests.standin.openalex_citations import citation_filter, linked
from tests.standin.words import tokens

MAX_VALUES = 100
TEXT_FIELDS = {
    "title_and_abstract.search.exact": ("title", "abstract"),
    "title.search.exact": ("title",),
    "display_name.search.exact": ("title",),
    "abstract.search.exact": ("abstract",),
}
STEMMED = {name.removesuffix(".exact"): fields for name, fields in TEXT_FIELDS.items()}
OTHER_FIELDS = ("language", "from_publication_date", "to_publication_date", "type")


class QueryError(Exception):
    """The request is refused with status 400; `error` and `message` are the body."""

    def __init__(self, message, error="Invalid query parameters error."):
        super().__init__(message)
        self.error, self.message = error, message


@dataclass
class Indexed:
    """A work with its words per field, in order and as a set."""

    work: dict
    words: dict
    known: dict


class Index:
    """Works in memory; what a filter selects is worked out once."""

    def __init__(self, works):
        self._entries = [entry(work) for work in works]
        for one, links in zip(self._entries, linked(works), strict=True):
            one.known.update(links)
        self._selected = {}

    def select(self, text):
        """Return the works that pass a filter; raise QueryError when it is not one."""
        return self.that(text, all_filters)

    def that(self, text, compiled):
        """Return the works that pass the test that `compiled` makes of a text."""
        if text not in self._selected:
            test = compiled(text)
            self._selected[text] = [it.work for it in self._entries if test(it)]
        return self._selected[text]


def entry(work):
    """Return a work with the words of its title and abstract."""
    title = work.get("title") or work.get("display_name") or ""
    words = {"title": tokens(title), "abstract": tokens(abstract_of(work))}
    return Indexed(work, words, {field: frozenset(found) for field, found in words.items()})


def abstract_of(work):
    """Return the plain text behind the inverted index of a work."""
    places = []
    for word, positions in (work.get("abstract_inverted_index") or {}).items():
        places += [(position, word) for position in positions]
    return " ".join(word for _, word in sorted(places))


def split_outside_quotes(text, separator):
    """Cut a text at a separator, but not inside double quotes."""
    pieces, quoted = [""], False
    for character in text:
        if character == '"':
            quoted = not quoted
        if character == separator and not quoted:
            pieces.append("")
        else:
            pieces[-1] += character
    return pieces


def compile_filter(text):
    """Return a list of tests, all of which an indexed work must pass."""
    tests = []
    for part in split_outside_quotes(text, ",") if text else []:
        name, colon, value = part.partition(":")
        name = name.strip()
        if not colon or not value:
            raise QueryError(f"Filter is malformed: {part}")
        values = value.split("|")
        if len(values) > MAX_VALUES:
            raise QueryError(
                f"Maximum number of values exceeded for {name}. Decrease values to {MAX_VALUES} or below."
            )
        tests.append(one_filter(name, values))
    return tests


def all_filters(text):
    """Return one test that passes what passes all filters."""
    tests = compile_filter(text)
    return lambda it: all(test(it) for test in tests)


def one_filter(name, values):
    """Return the test of one filter."""
    if name in STEMMED:
        if any("*" in value or "?" in value for value in values):
            raise QueryError(f'Wildcards (* or ?) require the exact (no-stem) field. "{name}" is stemmed.')
        raise QueryError(f"The stand-in has no stemmed search: {name}")
    if name in TEXT_FIELDS:
        patterns = [pattern(value) for value in values]
        fields = TEXT_FIELDS[name]
        return lambda it: any(found(*p, it.words[f], it.known[f]) for f in fields for p in patterns)
    if name in ("cites", "cited_by"):
        return citation_filter(name, {value.rpartition("/")[2].upper() for value in values})
    if name in ("from_publication_date", "to_publication_date"):
        limit = date(name, values[0])
        later = name.startswith("from")
        return lambda it: in_time(it.work.get("publication_date"), limit, later)
    if name in OTHER_FIELDS:
        wanted = {None if value == "null" else value.lower() for value in values}
        return lambda it: it.work.get(name) in wanted
    raise QueryError(
        f"{name} is not a valid field. Valid fields are underscore or hyphenated versions of: "
        + ", ".join(sorted([*TEXT_FIELDS, *OTHER_FIELDS]))
    )


def date(name, value):
    """Return a date as the server takes it."""
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise QueryError(
            f"Value for param {name} is an invalid date. Format is yyyy-mm-dd (e.g. 2020-05-17)."
        ) from None


def in_time(published, limit, later):
    """Tell whether a date of publication is on the right side of a limit; no date is on neither."""
    return bool(published) and (published >= limit if later else published <= limit)


def pattern(value):
    """Return one search value as a list of word tests, and the gap they may leave (None: in this order)."""
    if value.startswith("!"):
        raise QueryError("Search filters do not support the ! operator.")
    phrase = re.fullmatch(r'"([^"]*)"(?:~(\d+))?', value)
    text = phrase.group(1) if phrase else value
    if '"' in text or re.search(r"[()~]| (AND|OR|NOT) ", text):
        raise QueryError(f"The stand-in takes a word or a phrase as a value, not: {value}")
    if not phrase and " " in text:
        raise QueryError(f"The stand-in takes several words only as a phrase: {value}")
    pieces = text.split() if "*" in text or "?" in text else tokens(text)
    for piece in pieces:
        refuse_wildcard(piece)
    if len(pieces) > 1:
        refuse_costly(pieces)
    gap = phrase.group(2) if phrase else None
    return [word_test(piece.lower()) for piece in pieces], None if gap is None else int(gap)


def refuse_wildcard(word):
    """Refuse the wildcards that the real server refuses."""
    if len(word) > 1 and word[0] in "*?":
        raise QueryError(
            f'Leading wildcards are not supported (too expensive): "{word}". '
            "Anchor the wildcard with at least 3 leading characters, e.g. cycle*."
        )
    before = re.search(r"(\w*)\*", word)
    if before and len(before.group(1)) < 3:
        raise QueryError(
            f'A * wildcard needs at least 3 leading characters: "{word}". '
            "Add characters before the *, e.g. abc*."
        )


def refuse_costly(words):
    """Refuse a phrase with more than two wildcards, or two of which one is short."""
    wild = [word for word in words if "*" in word or "?" in word]
    if len(wild) > 2:
        raise QueryError(
            "At most 2 wildcards (* or ?) are allowed in one phrase or proximity search; "
            f"this has {len(wild)}."
        )
    if len(wild) == 2:
        for word in wild:
            if word.endswith("*") and word.count("*") == 1 and "?" not in word and len(word) - 1 < 4:
                raise QueryError(
                    "With two wildcards in one phrase or proximity search, each * needs at least 4 leading "
                    f'characters (for performance): "{word}".'
                )


def word_test(word):
    """Return a function that tells whether a word of a text fits; a plain word is returned as it is."""
    if "*" not in word and "?" not in word:
        return word
    if word.endswith("*") and word.count("*") == 1 and "?" not in word:
        return lambda other: other.startswith(word[:-1])
    regex = "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in word)
    return re.compile(regex).fullmatch


def fits(test, word):
    """Tell whether one word fits one test."""
    return word == test if isinstance(test, str) else bool(test(word))


def found(tests, gap, words, known):
    """Tell whether the tests fit words next to each other; `known` is the set of `words`."""
    if not all(test in known if isinstance(test, str) else any(map(test, known)) for test in tests):
        return False
    if gap is not None:
        return near(tests, gap, words)
    width = len(tests)
    return width > 0 and any(
        all(fits(test, word) for test, word in zip(tests, words[i : i + width], strict=True))
        for i in range(len(words) - width + 1)
    )


def near(tests, gap, words):
    """Tell whether the tests fit different words, in any order, with at most `gap` other words between."""
    width = len(tests) + gap
    return any(placed(tests, words[i : i + width]) for i in range(len(words)))


def placed(tests, window):
    """Tell whether each test can have a word of its own."""
    if not tests:
        return True
    return any(
        fits(tests[0], word) and placed(tests[1:], window[:i] + window[i + 1 :])
        for i, word in enumerate(window)
    )
