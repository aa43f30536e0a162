"""Write, then read: the same record, field by field; and no input breaks a reader."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import FileError
from synth.formats import bibtex, csl, normalise, ris, table
from synth.formats.entries import Parsed
from synth.formats.names import parse, person
from synth.formats.reading import read
from synth.model import BIBLIOGRAPHIC, Name, Record
from tests.formats.fuzz import mutated, seeds


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Mn", "Me"])
LINE = st.text(alphabet=CHARACTERS, max_size=40).map(tidy)
WORD = st.text(alphabet="abcdefgéüø", min_size=1, max_size=10)
PEOPLE = st.builds(lambda family, given: person(family.title(), given.title()), WORD, WORD)
INSTITUTIONS = st.lists(WORD, min_size=1, max_size=4).map(lambda words: Name(literal=" ".join(words).title()))
KEYWORDS = st.lists(LINE.map(lambda text: text.replace(";", "").strip(" ")).filter(bool), max_size=3)
TYPES = sorted({*ris.tags.WRITTEN, *ris.tags.CSL_ONLY} - {"standard"})


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record whose fields are in the form that every reader gives them."""
    return Record(
        source="made",
        source_id=draw(st.from_regex(r"[a-z]{3,8}-[12][0-9]{3}", fullmatch=True)),
        raw="",
        title=draw(LINE.filter(bool)),
        authors=tuple(draw(st.lists(st.one_of(PEOPLE, INSTITUTIONS), max_size=3))),
        year=draw(st.none() | st.integers(1400, 2099)),
        container_title=draw(LINE),
        volume=draw(st.from_regex(r"([0-9]{1,3}( Suppl\. [0-9])?)?", fullmatch=True)),
        issue=draw(st.from_regex(r"([0-9]{1,2})?", fullmatch=True)),
        page=normalise.pages(
            draw(st.from_regex(r"([eS]?[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?)?", fullmatch=True))
        ),
        publisher=draw(LINE),
        language=draw(st.sampled_from(["", "nl", "de", "en"])),
        type=draw(st.sampled_from(TYPES)),
        doi=draw(
            st.from_regex(r"(10\.[0-9]{4}/[a-z0-9._()-]{1,12}[a-z0-9])?", fullmatch=True).map(normalise.doi)
        ),
        pmid=draw(st.sampled_from(["", "12345678"])),
        openalex=draw(st.sampled_from(["", "W2741809807"])),
        isbn=draw(st.sampled_from(["", "9789012345675"])),
        issn=draw(st.sampled_from(["", "01692216"])),
        url=draw(st.sampled_from(["", "https://example.org/a_b?c=%20d&e=~f#g"])),
        abstract=draw(LINE),
        keywords=tuple(dict.fromkeys(draw(KEYWORDS))),
        note=draw(LINE),
    )


def differences(before: Record, after: Record) -> dict[str, tuple[object, object]]:
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in (*BIBLIOGRAPHIC, "source_id")}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def there_and_back(
    made: Iterable[Record], write: Callable[[Iterable[Record]], str], parse_text: Callable[[str, str], Parsed]
) -> tuple[Record, ...]:
    return parse_text(write(made).replace("\r\n", "\n"), "x").records


def sensible(record: Record) -> Record:
    """A container equal to the title, or one that alone names the piece, is not told apart in a file."""
    same = record.container_title == record.title
    return replace(record, container_title="" if same else record.container_title)


@settings(max_examples=80)
@given(records())
def test_ris_gives_back_what_was_written(record: Record):
    made = sensible(record)
    (back,) = there_and_back([made], ris.write, ris.parse)
    assert differences(made, back) == {}


@settings(max_examples=80)
@given(records())
def test_bibtex_gives_back_what_was_written(record: Record):
    made = sensible(record)
    (back,) = there_and_back([made], bibtex.write, bibtex.parse)
    assert differences(made, back) == {}


@settings(max_examples=50)
@given(records())
def test_csl_json_gives_back_what_was_written(record: Record):
    (back,) = there_and_back([record], csl.write, csl.parse)
    assert differences(record, back) == {}


@settings(max_examples=80)
@given(records(), st.booleans())
def test_csv_gives_back_what_was_written(record: Record, raw: bool):
    (back,) = there_and_back([record], lambda made: table.write(made, raw=raw), table.parse)
    assert differences(record, back) == {}


@pytest.mark.parametrize("module", [ris, bibtex, csl, table], ids=["ris", "bibtex", "csl-json", "csv"])
def test_many_records_come_back_in_their_order(module):
    made = [Record("x", f"key-{number}", "", title=f"Title {number}", type="book") for number in range(500)]
    assert [record.source_id for record in module.parse(module.write(made), "x").records] == [
        record.source_id for record in made
    ]


def survives(data: bytes) -> None:
    """A reading whose numbers add up, or a refusal; nothing else."""
    try:
        reading = read(data, "wild")
    except FileError as error:
        assert error.problems
        return
    assert reading.entries.parsed == len(reading.records)
    assert all(record.source_id and record.raw for record in reading.records)
    assert len({record.source_id for record in reading.records}) == len(reading.records)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes):
    survives(data)


STOCK = (
    "TY  - JOUR\n|TY  - |ER  - \n|ER  -|TI  - x\n|AU  - A, B\n|PY  - 2001\n|\n|ty  - book\n|@article{|"
    '@string{a=|title={|author = |"|{|}|}\n|,|#|=|(|)|\\|%|$|@comment{|'
    'crossref={k},|year=2000,|\x00|\ufeff|é|\u2028|[|]|:|{"type": "book", "id": "a"}|'
    '"issued":|and |others|10.1000/x|\r|  '
)
SCRAPS = st.sampled_from(STOCK.split("|"))


@settings(max_examples=150)
@given(st.lists(SCRAPS, max_size=40).map("".join))
def test_scraps_of_formats_are_read_or_refused(text: str):
    survives(text.encode())
    survives(text.encode("utf-16"))


SAMPLES = seeds([])


@settings(max_examples=300)
@given(st.sampled_from(SAMPLES), st.sampled_from(SAMPLES), st.randoms(use_true_random=False))
def test_mutated_files_of_every_format_are_read_or_refused(sample: bytes, other: bytes, draw: random.Random):
    survives(mutated(sample, other, draw))


@given(st.text(max_size=60))
def test_any_text_is_a_name(text: str):
    assert isinstance(parse(text), Name)
