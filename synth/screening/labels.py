"""What other screening programs write of decisions into their exports, as decisions of ours.

Rayyan puts everything into the notes; ASReview has a label, or a note in RIS; Covidence tells a decision by
the list that was exported; other tables have columns. EPPI-Reviewer is in `synth.screening.eppi`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.model import STAGES, Record, Stage, Verdict
from synth.text import fold


@dataclass(frozen=True, slots=True)
class Label:
    """A decision as another program has it: `coder`, `stage` and `at` are empty where it does not say.

    `why` are the reasons for an exclusion, in the program's words; `note` is what the screener wrote.
    """

    verdict: Verdict
    coder: str = ""
    why: tuple[str, ...] = ()
    note: str = ""
    at: str = ""
    stage: Stage | None = None


_WORDS: Mapping[Verdict, str] = {
    "include": "include included in yes y 1 1.0 true relevant ja opnemen eingeschlossen einschliessen",
    "exclude": "exclude excluded out no n 0 0.0 false irrelevant nee nein uitsluiten ausschliessen",
    "maybe": "maybe unsure unclear misschien twijfel vielleicht unklar",
}
VERDICTS: Mapping[str, Verdict] = {word: one for one, words in _WORDS.items() for word in words.split()}
"""How people and programs write a verdict."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "verdict": ("verdict", "decision", "screening decision", "final decision", "besluit", "oordeel"),
    "label": ("asreview_label", "included", "label_included", "included_label", "label", "final_included"),
    "coder": ("coder", "screener", "reviewer", "asreview_user_name", "beoordelaar"),
    "stage": ("stage", "screening stage", "fase"),
    "why": ("criterion", "exclusion reason", "exclusion reasons", "exclusion_reason", "criterium"),
    "note": ("reason", "asreview_note", "comment", "toelichting"),
    "at": ("date", "at", "asreview_time", "decided at", "datum"),
}
"""Headings by what they hold, first the one that is trusted most."""

_RAYYAN = re.compile(r"RAYYAN-INCLUSION:\s*\{([^{}]*)\}")
_RAYYAN_WHY = re.compile(r"RAYYAN-EXCLUSION-REASONS:\s*([^|]*)")
_RAYYAN_NOTES = re.compile(r"USER-NOTES:\s*\{")
_RAYYAN_END = re.compile(r"\}\s*(?:\||$)", re.MULTILINE)
_SAID = re.compile(r'"((?:[^"\\]|\\.){0,120})"\s*=>\s*"?(\w+)"?')
_NOTED = re.compile(r'"((?:[^"\\]|\\.){0,120})"\s*=>\s*\[((?:[^\[\]"]|"(?:[^"\\]|\\.)*")*)\]')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ASREVIEW = re.compile(r"ASReview_(relevant|irrelevant)\b")
_COVIDENCE_FILE = re.compile(r"review_\d+_([a-z_]+?)_(?:csv|ris|refworks|endnote|xml)\w*_\d", re.IGNORECASE)
_COVIDENCE_WHY = re.compile(r"Exclusion reason:\s*([^;]*)")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?")

COVIDENCE: Mapping[str, tuple[Verdict, Stage]] = {
    "irrelevant": ("exclude", "title-abstract"),
    "select": ("include", "title-abstract"),
    "excluded": ("exclude", "full-text"),
    "included": ("include", "full-text"),
    "extraction": ("include", "full-text"),
}
"""The lists that Covidence exports, as the names of its files tell them, and what being in one means."""


def labels(record: Record, file: str) -> tuple[str, tuple[Label, ...]]:
    """The program that wrote an entry, and the decisions in it; `file` is the name of the file.

    The program is empty when nothing in the entry speaks of screening.
    """
    cells = cells_of(record)
    text = "\n".join(cells.values()) if cells else record.raw
    if "RAYYAN-" in text:
        return "Rayyan", tuple(_rayyan(text))
    if found := _ASREVIEW.search(text):
        return "ASReview", (Label("include" if found[1] == "relevant" else "exclude"),)
    listed = _COVIDENCE_FILE.search(file)
    if listed and listed[1].lower() in COVIDENCE:
        return "Covidence", (_covidence(listed[1].lower(), text),)
    return from_cells(cells)


def from_cells(cells: Mapping[str, str]) -> tuple[str, tuple[Label, ...]]:
    """The same for a row of a table, by headings in small letters."""
    program = "ASReview" if any(name.startswith("asreview_") for name in cells) else "table"
    word = _cell(cells, "verdict") or _cell(cells, "label")
    known = any(name in cells for name in (*COLUMNS["verdict"], *COLUMNS["label"]))
    verdict = VERDICTS.get(fold(word).strip())
    if verdict is None:
        return (program if known else "", ())
    stage = fold(_cell(cells, "stage")).replace(" ", "-")
    why = tuple(part for one in _cell(cells, "why").split(";") if (part := one.strip()))
    label = Label(
        verdict,
        _cell(cells, "coder"),
        why if verdict == "exclude" else (),
        _cell(cells, "note"),
        time(_cell(cells, "at")),
        next((one for one in STAGES if one == stage), None),
    )
    return program, (label,)


def unread(cells: Mapping[str, str]) -> str:
    """What stands in the column of decisions and is none; empty when there is nothing."""
    word = _cell(cells, "verdict") or _cell(cells, "label")
    return "" if fold(word).strip() in {*VERDICTS, "-1", "", "undecided", "nan"} else word


def cells_of(record: Record) -> dict[str, str]:
    """The cells of a row of a table by heading in small letters; nothing for an entry of another format."""
    try:
        raw: Any = json.loads(record.raw)
    except ValueError:
        return {}
    if not isinstance(raw, dict):
        return {}
    return {str(name).casefold(): str(value).strip() for name, value in raw.items()}


def time(written: str) -> str:
    """A time as ISO 8601; empty when it cannot be read."""
    found = _TIME.match(written.strip())
    if not found:
        return ""
    return f"{found[1]}T{found[2]}Z" if found[2] else found[1]


def _rayyan(text: str) -> Iterator[Label]:
    """A decision for each member; the reasons are not told apart by member in Rayyan."""
    why = tuple(part for one in _whole(_RAYYAN_WHY, text).split(",") if (part := one.strip()))
    noted = {name: " ".join(_QUOTED.findall(said)) for name, said in _NOTED.findall(_notes(text))}
    for name, word in _SAID.findall(_whole(_RAYYAN, text)):
        verdict = VERDICTS.get(word.lower())
        if verdict:
            yield Label(
                verdict, _plain(name), why if verdict == "exclude" else (), _plain(noted.get(name, ""))
            )


def _notes(text: str) -> str:
    """What stands between the braces of the notes; one pattern for both would look for the end ever anew."""
    begin = _RAYYAN_NOTES.search(text)
    end = _RAYYAN_END.search(text, begin.end()) if begin else None
    return text[begin.end() : end.start()] if begin and end else ""


def _covidence(listed: str, text: str) -> Label:
    verdict, stage = COVIDENCE[listed]
    why = _whole(_COVIDENCE_WHY, text).strip()
    return Label(verdict, why=(why,) if why and verdict == "exclude" else (), stage=stage)


def _whole(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _cell(cells: Mapping[str, str], what: str) -> str:
    return next((cells[name] for name in COLUMNS[what] if cells.get(name, "").strip()), "")


def criterion_of(why: Sequence[str], known: Mapping[str, str]) -> str:
    """The id of the first of these reasons that the protocol has; `known` maps folded words to ids."""
    return next((known[fold(one)] for one in why if fold(one) in known), "")
