"""An entry that another one swallows, for want of an opening, an end or a brace: told, with its line."""

from __future__ import annotations

import pytest

from synth.formats.reading import read

ENTRIES = {
    "ris": "TY  - JOUR\nTI  - Title {n}\nAU  - Smit, A\nER  - \n\n",
    "wos": "PT J\nAU Smit, A\nTI Title {n}\nUT WOS:{n}\nER\n\n",
    "endnote": "%0 Journal Article\n%T Title {n}\n%A Smit, A\n\n",
    "refworks": "RT Journal Article\nSR Electronic\nA1 Smit, A\nT1 Title {n}\nYR 2001\n\n",
    "ovid": "<{n}. >\nUI  - 00{n}\nTI  - Title {n}\nAU  - Smit, A\nYR  - 2001\n\n",
    "cochrane": "Record #{n} of 3\nID: CN-{n}\nAU: Smit A\nTI: Title {n}\nYR: 2001\n\n",
    "bibtex": "@article{{k{n},\n  title = {{Title {n}}},\n  author = {{Smit, A}}\n}}\n\n",
}


def file_of(format_: str, *, lost: str) -> tuple[str, int]:
    """Three entries of which the second lost its opening or the first its end, and the line it stands at."""
    first, second, third = (ENTRIES[format_].format(n=n) for n in (1, 2, 3))
    if lost == "opening and end":
        first = first.replace("ER  - \n", "").replace("ER\n", "").rstrip() + "\n"
        second = second.split("\n", 1)[1]
    else:
        first = first.rstrip().removesuffix("ER  -").removesuffix("ER").removesuffix("}")
    return first + second + third, first.count("\n") + 1


@pytest.mark.parametrize("format_", [name for name in ENTRIES if name != "bibtex"])
def test_an_entry_without_its_opening_line_is_told_where_its_title_stands(format_: str):
    text, line = file_of(format_, lost="opening and end")
    reading = read(text.encode(), "x")
    assert reading.format == format_
    assert len(reading.records) == 2
    assert not reading.entries.complete
    places = [note.position.line for note in reading.notes if "second title" in note.reason]
    assert len(places) == 1
    assert line <= places[0] < line + 5


@pytest.mark.parametrize("format_", ["ris", "wos", "bibtex"])
def test_an_entry_without_its_end_is_told_with_its_line(format_: str):
    text, _ = file_of(format_, lost="end")
    reading = read(text.encode(), "x")
    assert not reading.entries.complete
    assert 1 in [one.position.line for one in (*reading.problems, *reading.notes)]
    assert {one.title for one in reading.records} >= {"Title 2", "Title 3"}
