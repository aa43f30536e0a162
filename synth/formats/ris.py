"""Read and write RIS, in the dialects that databases and reference managers write.

The reader follows lines, so that every entry, and every oddity, has its line. Link and file tags are
text: nothing is ever opened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from synth.errors import Position
from synth.formats import names, normalise, ris_lines
from synth.formats import ris_tags as tags
from synth.formats.entries import SWALLOWED, EntryCounts, EntryProblem, Parsed, distinct_ids, no_year, refusal
from synth.formats.roles import line as said
from synth.model import Name, Record

_PMID = re.compile(
    r"(?i)\s*(?:PMID|PubMed ID|MEDLINE:?|https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/)[:\s]*(\d{1,8})\b"
)
_MEDLINE = re.compile(r"(?i)\b(?:pubmed|medline|nlm)\b")
_SWALLOWED = ("TI", "T1")
"""Tags of which a second, different one tells that two entries run into each other."""
_CONTENT = frozenset((*tags.TITLE, *tags.AUTHORS))


@dataclass(slots=True)
class _Entry:
    """The lines of one entry while it is being read."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    typed: bool = False
    ended: bool = False
    swallowed: int = 0
    more: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=lambda: {tag: set() for tag in _SWALLOWED})
    looked: int = 0

    def titles(self, tag: str) -> set[str]:
        """The titles so far with this tag; each field is looked at once."""
        for name, value in self.fields[self.looked :]:
            if name in self.seen and value:
                self.seen[name].add(value)
        self.looked = len(self.fields)
        return self.seen[tag]

    def join(self) -> None:
        """Put the lines that go on with the last field into it, all at once: there can be very many."""
        if self.more:
            tag, value = self.fields[-1]
            between = "\n" if tag == "KW" else " "
            self.fields[-1] = (tag, between.join((value, *self.more)).strip())
            self.more.clear()

    def values(self, *wanted: str) -> list[str]:
        return [value for tag in wanted for name, value in self.fields if name == tag and value]

    def first(self, *wanted: str) -> str:
        return next(iter(self.values(*wanted)), "")

    def has_content(self) -> bool:
        return any(tag in _CONTENT and value for tag, value in self.fields)


def parse(text: str, name: str) -> Parsed:
    """Return the records of RIS text; `name` is the file's, for messages.

    Raises FileError when the last entry is cut off.
    """
    entries, notes, junk = _split(text, name)
    _refuse_cut_off(entries, text, name)
    read_name = names.reader(part for entry in entries for part in _written_authors(entry))
    records, lines, problems = [], [], list(junk)
    for entry in entries:
        if not any(value for tag, value in entry.fields if tag not in ("TY", "ER")):
            problems.append(EntryProblem(Position(name, entry.line), "The entry is empty.", _raw(entry)))
            continue
        record = _record(entry, read_name)
        notes.extend(_doubts(entry, record, name))
        records.append(record)
        lines.append(entry.line)
    distinct, repeated = distinct_ids(records, lines, name=name)
    starts = sum(entry.typed + entry.swallowed for entry in entries)
    counts = EntryCounts(starts, sum(e.ended for e in entries), len(records))
    return Parsed(distinct, tuple(lines), counts, tuple(problems), (*notes, *repeated))


# --- lines to entries ---------------------------------------------------------------------------------


def _split(text: str, name: str) -> tuple[list[_Entry], list[EntryProblem], list[EntryProblem]]:
    """Cut the lines into entries; also what was repaired, and tagged lines that belong to none."""
    splitter = _Splitter(name, ris_lines.reader(text))
    for number, line in enumerate(text.split("\n"), start=1):
        splitter.take(number, line)
    splitter.close(at_end=True)
    return splitter.entries, splitter.notes, splitter.problems


class _Splitter:
    """Follows the lines of a file and knows which entry each belongs to."""

    def __init__(self, name: str, tagged: Callable[[str], ris_lines.Line | None]) -> None:
        self.name = name
        self.tagged = tagged
        self.entries: list[_Entry] = []
        self.notes: list[EntryProblem] = []
        self.problems: list[EntryProblem] = []
        self._open: _Entry | None = None

    def take(self, number: int, line: str) -> None:
        tagged = self.tagged(line)
        if tagged is not None and self._open is not None:
            self._open.join()
        if tagged is None:
            self._untagged(line)
        elif tagged[0] == "TY":
            self._start(number, line, tagged[1])
        elif tagged[0] == "ER":
            self._end(number, line)
            if tagged[1].startswith("TY  -"):  # the next entry starts on the line that ends this one
                self.take(number, tagged[1])
        else:
            if self._open is None:
                self._open = _Entry(number)
            self._told_if_swallowed(self._open, number, *tagged)
            self._open.fields.append(tagged)
            self._open.raw.append(line)

    def _told_if_swallowed(self, entry: _Entry, number: int, tag: str, value: str) -> None:
        """A second, different title in one entry: that of another whose opening line is lost."""
        if tag not in _SWALLOWED or not entry.fields or entry.fields[-1][0] == tag:
            return
        titles = entry.titles(tag)
        if titles and value not in titles:
            entry.swallowed += 1
            self._note(number, SWALLOWED)

    def _untagged(self, line: str) -> None:
        """A line without a tag continues the field before it; between entries it is the database's own."""
        if self._open is None:
            return
        self._open.raw.append(line)
        if line.strip() and self._open.fields:
            self._open.more.append(line.strip())

    def _start(self, number: int, line: str, value: str) -> None:
        if self._open is not None and self._open.typed and self._open.has_content():
            self.close(at_end=False)
        elif self._open is not None and not self._open.typed:
            self._before_type(self._open)
        entry = self._open or _Entry(number)
        entry.typed = True
        entry.fields.append(("TY", value))
        entry.raw.append(line)
        self._open = entry

    def _before_type(self, loose: _Entry) -> None:
        """Tagged lines between an ER and a TY: with a title or author they belong to what follows."""
        if loose.has_content() or not self.entries:
            self._note(loose.line, "Lines stand before the TY that opens their entry; they are kept in it.")
            return
        self._join(loose)
        self._open = None

    def _end(self, number: int, line: str) -> None:
        if self._open is None:
            self._note(number, "An ER line closes nothing.")
            return
        entry, self._open = self._open, None
        entry.raw.append(line)
        entry.ended = True
        if self._is_piece(entry):
            self._join(entry)
            return
        if not entry.typed:
            self._note(entry.line, "The entry has no TY line; its type is unknown.")
        self.entries.append(entry)

    def close(self, *, at_end: bool) -> None:
        """Close an entry that has no ER line: a record when it has content, else part of the one before."""
        entry, self._open = self._open, None
        if entry is None:
            return
        entry.join()
        if not entry.typed and not entry.has_content() and self.entries:
            self._join(entry)
        elif not entry.typed and not entry.has_content():
            reason = "These tagged lines belong to no entry (no TY, no ER)."
            self.problems.append(EntryProblem(Position(self.name, entry.line), reason, _raw(entry)))
        elif at_end and self._is_piece(entry):
            self._join(entry)
        else:
            self._note(entry.line, "The entry has no ER line at its end; it is kept.")
            self.entries.append(entry)

    def _is_piece(self, entry: _Entry) -> bool:
        """True for lines with neither title nor author behind an entry that was never closed."""
        return not entry.has_content() and bool(self.entries) and not self.entries[-1].ended

    def _join(self, piece: _Entry) -> None:
        before = self.entries[-1]
        before.fields.extend(piece.fields)
        before.raw.extend(piece.raw)
        before.ended = before.ended or piece.ended
        self._note(
            piece.line, "Lines without title or author outside an entry; they are kept in the one before."
        )

    def _note(self, line: int, reason: str) -> None:
        self.notes.append(EntryProblem(Position(self.name, line), reason))


def _refuse_cut_off(entries: Sequence[_Entry], text: str, name: str) -> None:
    """Other entries close and the last does not: the file was cut, and its last entry is not whole."""
    if not entries or entries[-1].ended or not any(entry.ended for entry in entries):
        return
    line = len(text.rstrip("\n").split("\n"))
    message = f"The file stops in the middle of the entry that starts at line {entries[-1].line}."
    raise refusal(
        name,
        message,
        f"Export it again, or add the line 'ER  - ' after line {line} if that entry is whole.",
        line=line,
    )


# --- an entry to a record -----------------------------------------------------------------------------


def _record(entry: _Entry, read_name: Callable[[str], Name]) -> Record:
    simple = {attribute: _text(entry.first(*wanted)) for attribute, wanted in tags.SIMPLE.items()}
    numbers = "; ".join(entry.values("SN", "BN", "IB"))
    kind = _type(entry)
    title, container = _title(entry, kind)
    return Record(
        source="ris",
        source_id=_text(entry.first(*tags.ID)),
        raw=_raw(entry),
        title=title,
        authors=tuple(map(read_name, _written_authors(entry))),
        year=_year(entry),
        container_title=container,
        volume=simple["volume"],
        issue=simple["issue"],
        page=_pages(entry),
        publisher=simple["publisher"],
        language=normalise.language(simple["language"]),
        type=kind,
        doi=_doi(entry),
        pmid=_pmid(entry),
        openalex=_openalex(entry),
        isbn=normalise.isbn(numbers),
        issn=normalise.issn(numbers),
        url=_url(entry),
        abstract=max(map(said, entry.values(*tags.ABSTRACT)), key=len, default=""),
        keywords=_keywords(entry),
        note=" ".join(dict.fromkeys(map(_text, entry.values(*tags.SIMPLE["note"])))),
    )


def _text(value: str) -> str:
    return " ".join(value.split())


def _raw(entry: _Entry) -> str:
    return "\n".join(entry.raw).strip("\n")


def _type(entry: _Entry) -> str:
    written = entry.first("TY").upper()
    genre = entry.first("M3")
    if genre in tags.CSL_ONLY and tags.TYPES.get(written, "document") == "document":
        return genre
    return tags.TYPES.get(written, "document") if written else ""


def _title(entry: _Entry, kind: str) -> tuple[str, str]:
    """The title and what it appeared in; T2 and BT are the title itself where no other is given."""
    title = _text(entry.first(*tags.TITLE))
    wanted = tags.CONTAINER if kind != "chapter" else ("BT", "T2", "JF", "JO", "JA")
    container = next((text for text in map(_text, entry.values(*wanted)) if text != title), "")
    if not title and kind in ("book", "report", "thesis"):
        return container, ""
    return title, container


def _written_authors(entry: _Entry) -> list[str]:
    written = entry.values(*tags.AUTHORS) or entry.values("ED", "A2")
    if len(written) == 1:  # some exports put all authors on one line, between semicolons
        written = html.unescape(written[0]).split(";")
    return [html.unescape(part) for part in written if part.strip(" ,;").lower() not in names.OTHERS | {""}]


def _year(entry: _Entry) -> int | None:
    return next(filter(None, map(normalise.year, entry.values(*tags.YEAR))), None)


def _pages(entry: _Entry) -> str:
    start, end = entry.first("SP"), entry.first("EP")
    if not start:
        return normalise.pages(end or entry.first("PG"))
    if not end or end == start or "-" in start:
        return normalise.pages(start)
    return normalise.pages(f"{start}-{end}")


def _doi(entry: _Entry) -> str:
    """The DOI tag's; else one that stands alone in a tag where vendors put it, not one inside a sentence."""
    own = map(normalise.doi, entry.values(*tags.DOI))
    elsewhere = map(normalise.own_doi, entry.values(*tags.DOI_ELSEWHERE))
    return next(filter(None, (*own, *elsewhere)), "")


def _pmid(entry: _Entry) -> str:
    """The number behind `PMID`, or the accession number of an entry that says it is from PubMed."""
    marked = [found[1] for value in entry.values(*tags.MARKED) if (found := _PMID.match(value))]
    own = entry.values("AN", "ID") if _MEDLINE.search(" ".join(entry.values("DB", "DP"))) else []
    bare = [value for value in own if value.strip().isdigit()]
    return next(filter(None, map(normalise.pmid, [*entry.values("PMID"), *marked, *bare])), "")


def _openalex(entry: _Entry) -> str:
    places = entry.values(*tags.MARKED, *tags.LINK)
    return next((normalise.openalex(value) for value in places if "openalex" in value.lower()), "")


def _url(entry: _Entry) -> str:
    """The first web address; files and other schemes are left in the raw text."""
    links = [part for value in entry.values(*tags.LINK) for part in re.split(r"[;\s]+", value)]
    return next((link for link in links if link.lower().startswith(("http://", "https://", "ftp://"))), "")


def _keywords(entry: _Entry) -> tuple[str, ...]:
    parts = (part for value in entry.values("KW") for part in re.split(r"[;\n]", value))
    return tuple(dict.fromkeys(filter(None, map(_text, parts))))


def _doubts(entry: _Entry, record: Record, name: str) -> Iterator[EntryProblem]:
    """What a person should know about an entry that was read: no title, or a year that is none."""
    position = Position(name, entry.line)
    if not record.title:
        yield EntryProblem(position, "The entry has no title.")
    written = entry.first(*tags.YEAR)
    if record.year is None and written.strip("/ "):
        yield EntryProblem(position, no_year(written))


# --- writing ------------------------------------------------------------------------------------------


def write(records: Iterable[Record]) -> str:
    """Return RIS text of the records; reading it gives the same fields again (raw text apart)."""
    return "".join(_written(record) for record in records)


def _written(record: Record) -> str:
    lines = [(tag, _text(value)) for tag, value in _lines(record)]
    body = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"{body}ER  - \r\n\r\n"


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    kind = record.type or "document"
    yield "TY", tags.WRITTEN.get(kind, "GEN")
    yield "ID", record.source_id
    yield "TI", record.title
    yield from (("AU", names.written(name)) for name in record.authors)
    yield "PY", str(record.year or "")
    yield "T2", record.container_title
    yield "VL", record.volume
    yield "IS", record.issue
    yield from _page_lines(record.page)
    yield "PB", record.publisher
    yield "LA", record.language
    yield "DO", record.doi
    yield "U2", f"PMID: {record.pmid}" if record.pmid else ""
    yield "U3", f"OpenAlex: {record.openalex}" if record.openalex else ""
    yield "SN", record.isbn
    yield "SN", record.issn
    yield "UR", record.url
    yield "AB", record.abstract
    yield from (("KW", keyword) for keyword in record.keywords)
    yield "N1", record.note
    if kind not in tags.WRITTEN:
        yield "M3", kind


def _page_lines(page: str) -> Iterator[tuple[str, str]]:
    found = re.fullmatch(r"(\w+)-(\w+)", page)
    if found:
        yield "SP", found[1]
        yield "EP", found[2]
    else:
        yield "SP", page
