"""A MARC 21 bibliographic record as a record: the fields of RDA and AACR2 catalogues, and of the DNB.

Tags and subfields are those of *MARC 21 Format for Bibliographic Data*, Library of Congress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from synth.formats import normalise
from synth.formats.elements import different, line
from synth.formats.headings import heading
from synth.formats.hosts import Details, details
from synth.model import Name, Record

if TYPE_CHECKING:
    from pymarc import Field
    from pymarc import Record as Marc

WRITERS = frozenset(("", "aut", "cre", "dis", "author", "verfasser", "auteur", "schrijver", "creator"))
"""Relators of those who wrote a work, codes and words (lower case, without full stop)."""

EDITORS = frozenset(
    ("edt", "edc", "hrsg", "editor", "herausgeber", "herausgebendes organ", "redacteur", "isb")
)
"""Relators of those who stand in for writers when a work names none."""

SUBJECTS = ("600", "610", "611", "630", "648", "650", "651", "653", "689")
SUBDIVISIONS = ("a", "t", "x", "v", "y", "z")

TITLE = frozenset("abnp")
JOINERS = {("", "a"): ". ", ("", "b"): ": ", ("", "n"): ". ", ("", "p"): ". ", ("n", "p"): ", "}
"""What stands before a subfield of the title, by the subfield before it."""

_END = re.compile(r"\s*[/:;,=]+\s*\Z")
_STOP = re.compile(r"(?<=\w{3})\.\Z")
_SHORT = re.compile(r"(?P<volume>[\w/-]+)(?::(?P<issue>[\w/-]+))?(?:<(?P<page>\w+))?")
_BRACKETS = re.compile(r"[\[\]]")


def read(marc: Marc, payload: str, *, source: str) -> Record | None:
    """Return the record in a MARC record; None without title (245) and control number (001).

    `payload` is kept as received. Writers are authors; editors when a work names no writer. Keywords are
    the subject headings, with their subdivisions after `--`. A part of a book or journal has its host
    (773) as container.
    """
    number, title = _control(marc, "001"), _title(marc)
    if not (number or title):
        return None
    part, container = _details(marc), _container(marc)
    thesis = " ".join(_all(marc, "502", *"abcdg"))
    return Record(
        source=source,
        source_id=number,
        raw=payload,
        title=title,
        authors=_authors(marc),
        year=_year(marc) or part.year or normalise.year(_hosts(marc, "d")),
        container_title=container,
        volume=part.volume,
        issue=part.issue,
        page=part.page,
        publisher=_ended(next(iter(_imprint(marc, "b")), "")),
        language=_language(marc),
        type=_type(marc, container, thesis) or ("book" if _all(marc, "020", "a") else ""),
        doi=_doi(marc),
        isbn=normalise.isbn(" ; ".join((*_all(marc, "020", "a", "9"), *_ean(marc))))
        or normalise.isbn(_hosts(marc, "z")),
        issn=normalise.issn(" ; ".join(_all(marc, "022", "a"))) or normalise.issn(_hosts(marc, "x")),
        url=_url(marc),
        abstract=" ".join(_all(marc, "520", "a", "b")),
        keywords=different(_subjects(marc)),
        note=thesis,
    )


def _control(marc: Marc, tag: str) -> str:
    field = marc.get(tag)
    return line(field.data or "") if field is not None else ""


def _all(marc: Marc, tag: str, *codes: str) -> list[str]:
    """Return the subfields with these codes of every field with a tag, in order, without empty ones."""
    return [value for field in marc.get_fields(tag) for value in _values(field, *codes)]


def _values(field: Field, *codes: str) -> list[str]:
    return [value for one in field.get_subfields(*codes) if (value := line(one))]


def _ended(value: str) -> str:
    """Return a value without the punctuation that leads to the next subfield (ISBD)."""
    return _END.sub("", value).strip()


def _title(marc: Marc) -> str:
    """Return the title; the uniform one of a record that has no other."""
    fields = (*marc.get_fields("245"), *marc.get_fields("240"))
    return next(filter(None, map(_title_of, fields)), "")


def _title_of(field: Field) -> str:
    """Return a title: `a: b. n, p`, with the part of a work in several volumes."""
    title, before = "", ""
    for code, value in ((one.code, _ended(line(one.value))) for one in field):
        if not value or code not in TITLE:
            continue
        joiner = " " if value.startswith("=") else JOINERS.get((before, code), JOINERS["", code])
        title = f"{title.rstrip('.') if code in 'np' else title}{joiner}{value}" if title else value
        before = code
    return _STOP.sub("", title)


def _authors(marc: Marc) -> tuple[Name, ...]:
    people = [*marc.get_fields("100", "110", "111"), *marc.get_fields("700", "710", "711", "720")]
    people = [field for field in people if "t" not in field]
    writers = [field for field in people if _roles(field) & WRITERS]
    editors = [field for field in people if _roles(field) & EDITORS]
    main = [field for field in people if field.tag.startswith("1")]
    names = (_name(field) for field in writers or main or editors)
    return tuple(dict.fromkeys(name for name in names if name != Name()))


def _roles(field: Field) -> frozenset[str]:
    """Return the relators of a name in lower case; the empty text when it has none."""
    code = "j" if field.tag in ("111", "711") else "e"
    return frozenset(one.lower().rstrip(".,") for one in _values(field, "4", code)) or frozenset(("",))


def _name(field: Field) -> Name:
    """Return a person in `Family, Given`, or an institution with its parts; a single name is literal."""
    written = _STOP.sub("", _ended(next(iter(_values(field, "a")), "")))
    if field.tag[1:] in ("10", "11"):
        return Name(literal=". ".join((written, *map(_ended, _values(field, "b")))).strip(". "))
    if field.tag == "720" and field.indicator1 != "1":
        return Name(literal=written)
    return heading(written)


def _imprint(marc: Marc, code: str) -> list[str]:
    """Return subfields of the publication statement (RDA: second indicator 1), the present one first."""
    fields = [field for field in marc.get_fields("264") if field.indicator2 in ("1", " ")]
    fields.sort(key=lambda field: field.indicator1 != "3")
    return [value for field in (*fields, *marc.get_fields("260")) for value in _values(field, code)]


def _year(marc: Marc) -> int | None:
    """Return the year of publication as written, else from the fixed field 008, else of the copyright."""
    fixed = _control_raw(marc, "008")[7:11]
    later = [value for field in marc.get_fields("264") for value in _values(field, "c")]
    return next(filter(None, map(normalise.year, (*_imprint(marc, "c"), fixed, *later))), None)


def _control_raw(marc: Marc, tag: str) -> str:
    """Return a control field with its blanks, since places count in it."""
    field = marc.get(tag)
    return (field.data or "") if field is not None else ""


def _language(marc: Marc) -> str:
    """Return the first language of the text; older records write several codes as one word (`dutger`)."""
    written = (value[:3] for value in _all(marc, "041", "a"))
    return next(filter(None, map(normalise.language, (*written, _control_raw(marc, "008")[35:38]))), "")


def _type(marc: Marc, container: str, thesis: str) -> str:
    """Return the CSL type: a thesis by its note, else by the leader (places 6 and 7) and the host."""
    kind = str(marc.leader)[6:8]
    if thesis:
        return "thesis"
    if kind in ("ab", "tb") or (container and normalise.issn(_hosts(marc, "x"))):
        return "article-journal"
    if kind in ("aa", "ta") or container:
        return "chapter"
    return {"am": "book", "tm": "book", "as": "periodical", "ai": "webpage", "em": "map"}.get(kind, "")


def _hosts(marc: Marc, code: str) -> str:
    """Return a subfield of the hosts that a part stands in (773), as one text."""
    return " ; ".join(_all(marc, "773", code))


def _container(marc: Marc) -> str:
    titles = (*_all(marc, "773", "t"), *_all(marc, "773", "a"))
    return next(iter(titles), "").rstrip(" .,;/")


def _details(marc: Marc) -> Details:
    """Return where a part stands: from words in 773 $g, else from the short form in $q (`66:6<1116`)."""
    found = details(_hosts(marc, "g"))
    short = next(filter(None, map(_SHORT.fullmatch, _all(marc, "773", "q"))), None)
    if short is None:
        return found
    return Details(
        volume=found.volume or short["volume"],
        issue=found.issue or short["issue"] or "",
        page=found.page or short["page"] or "",
        year=found.year,
    )


def _doi(marc: Marc) -> str:
    numbered = (
        field for field in marc.get_fields("024") if "doi" in (one.lower() for one in _values(field, "2"))
    )
    values = [value for field in numbered for value in _values(field, "a")]
    linked = [value for value in _all(marc, "856", "u") if "doi.org/" in value.lower()]
    return next(filter(None, map(normalise.doi, (*values, *linked))), "")


def _ean(marc: Marc) -> Iterator[str]:
    """Yield the numbers of the international article number field, which hold ISBNs."""
    for field in marc.get_fields("024"):
        if field.indicator1 == "3":
            yield from _values(field, "a")


def _url(marc: Marc) -> str:
    """Return the address of the work itself: not of its table of contents or a related thing (856, 2)."""
    own = [field for field in marc.get_fields("856") if field.indicator2 in ("0", "1", " ")]
    found = (value for field in own for value in _values(field, "u"))
    return next((value for value in found if value.startswith(("http://", "https://"))), "")


def _subjects(marc: Marc) -> Iterator[str]:
    """Yield the headings; the codes of the book trade (`(Produktform)Paperback`) are none."""
    for field in marc.get_fields(*SUBJECTS):
        pieces = [_STOP.sub("", _ended(value)) for value in _values(field, *SUBDIVISIONS)]
        if field.tag == "653":
            yield from (piece for piece in pieces if not piece.startswith("("))
        elif pieces:
            yield "--".join(_BRACKETS.sub("", piece) for piece in pieces)
