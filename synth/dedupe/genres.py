"""Kinds of pieces that carry the title of another: an erratum, a comment, a reply are never the article."""

from __future__ import annotations

import re

from synth.text import fold

_GENRES = {
    "erratum": r"""erratum|errata|corrigend\w+|corrections?(\ to)?\b|berichtigung|rectificatie|correctie
        |retract\w+|publisher'?s\ note|addendum""",
    "comment": r"""comments?(\ on|\ to)?\b|commentary|kommentar|commentaar|letters?(\ to\ the\ editors?)?\b
        |re:|response\ to|discussion(\ of)?:|discussant|brief\ an|ingezonden""",
    "reply": r"""repl(y|ies)\b|(the\ )?authors?'?\ (reply|response)|in\ reply|rejoinder|antwort|antwoord
        |weerwoord|reactie""",
    "editorial": r"""editorial|editor'?s\ (note|introduction|comments?)|from\ the\ editors?|redactioneel
        |preface|foreword|voorwoord|vorwort|introduction\ to\ (the\ )?special
        |table\ of\ contents|front\ matter|in\ this\ issue""",
    "review": r"book\ review|review\ of|boekbespreking|recensie|rezension|buchbesprechung",
}
"""Genre → how such a title begins (folded), in nl, de and en."""

_BEGINS = {name: re.compile(rf"[\[(\"'\ ]*(?:{pattern})", re.VERBOSE) for name, pattern in _GENRES.items()}
_ENDS = {
    "erratum": re.compile(r"[\[(:.-] ?(?:erratum|corrigendum|correction|retracted|retraction)\W*\Z"),
    "comment": re.compile(
        r"[\[(:.-] ?(?:comments?|commentary|letters?|discussion|kommentar|commentaar)\W*\Z"
    ),
    "reply": re.compile(r"[\[(:.-] ?(?:reply|authors?'? reply|response|rejoinder|antwoord|antwort)\W*\Z"),
    "editorial": re.compile(r"[\[(:.-] ?(?:editorial|redactioneel)\W*\Z"),
}


def genre(title: str) -> str:
    """Return `erratum`, `comment`, `reply`, `editorial` or `review` when the title says so, else empty."""
    folded = fold(title)
    for name, pattern in _BEGINS.items():
        if pattern.match(folded):
            return name
    return next((name for name, pattern in _ENDS.items() if pattern.search(folded)), "")
