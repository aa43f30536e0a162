"""What readers say of faulty files can be told in Dutch and German, and holds no words of a library."""

from __future__ import annotations

import gzip

import pytest

from synth.errors import FileError
from synth.formats import reading
from synth.i18n import LANGUAGES
from synth.telling import ORIGINAL, told

WHOLE = "@book{whole, title={A}}\n"
BIBTEX = {
    "@book{a, title={A\n@book{b, title={B}}\n": "still open where the next entry starts",
    "@book{a title {A}}\n": "no comma behind its key",
    "@book{a, title}\n": "no =",
    "@book{a, title, year={2001}}\n": "no =",
    "@book{a, title={A} year={2001}}\n": "where a comma should be",
    "@string{a}\n": "no =",
    "@book{a, }\n": "no fields",
    "@book{title={A}}\n": "no key",
    "@book{a, title={A}, title={B}}\n": "stands twice",
    "@book{a, title={A}, month=unheard}\n": "unheard",
    "@book{a, title={A}, crossref={a}}\n": "leads back",
    "@book{a, title={A}, crossref={gone}}\n": "names gone",
    "@book{a, title=\"A{\", year={2001}}\n": "never closed",
    "@book{a, title={A} text}\n": "",
    "@book{a, title=A title}\n": "",
}  # fmt: skip
"""A faulty entry, and what is said of it."""

HEAD = '<?xml version="1.0"?>\n'
XML = {
    "<xml><records><record>": "ends before",
    "<xml><records><record><titles></record></records></xml>": "not the last one opened",
    "<xml><records><record a='1' a='2'/></records></xml>": "stands twice",
    "<xml><records><record/></records></xml><xml/>": "behind its last element",
    "<xml><records><record>&#0;</record></records></xml>": "no text can hold",
    "<xml><records><record>&unheard;</record></records></xml>": "not declared",
    "<xml><records><record><![CDATA[a</record></records></xml>": "CDATA",
    "<xml><records><record><a b=1/></record></records></xml>": "none can",
    "<xml><records><record": "inside a tag",
    "<xml><records><record><titles><title>A & B</title></titles></record></records></xml>": "`&`",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><xml><records><record/></records></xml>": "declares entities",
    f"<xml><records><record>{'<a>' * 200}": "deeper",
}
"""A faulty document of EndNote's, and what is said of it."""

FILES = {
    "pdf": b"%PDF-1.4",
    "zip": b"PK\x03\x04",
    "office": b"\xd0\xcf\x11\xe0",
    "packed-twice": gzip.compress(gzip.compress(b"TY  - JOUR", mtime=0), mtime=0),
    "packed-badly": b"\x1f\x8b\x08....",
    "sqlite": b"SQLite format 3\x00",
    "picture": b"\x89PNG\r\n",
    "web page": b"<!doctype html><p>Log in</p>",
    "xml": b"<?xml version='1.0'?><a/>",
    "json": b'{"a": 1}',
    "csl cut off": b'[{"type": "book", "title": "A"',
    "csl deep": b'[{"type": "book", "title": "A", "x": ' + b"[" * 2000 + b"]" * 2000 + b"}]",
    "csl characters": b'[{"type": "book", "id": "1", "title": "A\\u200b\\u0007B\\u2028\\u202e"}]',
    "cut character": b"TY  - JOUR\nTI  - caf\xc3",
    "no table": b"a,b\n1,2\n3,4\n",
    "two titles": b"title,title,year\nA,B,2001\n",
    "quote": b'title,year\n"A,2001\nB,2002\n' + b"C,2003\n" * 30,
    "characters": "TY  - JOUR\nTI  - A\u200b\u0007B\u2028\u202e\nER  - \n".encode(),
    "no type": b"TI  - A\nAU  - B, C\nER  - \n\nTY  - JOUR\nTI  - B\nER  - \n",
    "two ends": b"TY  - JOUR\nTI  - A\nER  - \nER  - \n",
    "two in one": b"TY  - JOUR\nTI  - A\nAU  - B\nTI  - C\nAU  - D\nER  - \n",
    "cut off": b"TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nTI  - B\nAU  - ",
    "utf-16": "TY  - JOUR\nTI  - A\nER  - \n".encode("utf-16-le"),
}


def said(data: bytes) -> list[str]:
    """Everything that is said of a file."""
    try:
        found = reading.read(data, "made")
    except FileError as error:
        return [text for one in error.problems for text in (one.message, one.remedy) if text]
    return [one.reason for one in (*found.problems, *found.notes)]


def untold(sentences: list[str]) -> list[tuple[str, str]]:
    return [
        (language, one)
        for language in LANGUAGES
        for one in sentences
        if language != ORIGINAL and told(one, language).language != language
    ]


@pytest.mark.parametrize("faulty", BIBTEX)
def test_every_fault_of_bibtex_is_told(faulty: str) -> None:
    sentences = said((WHOLE + faulty).encode())
    assert BIBTEX[faulty] in " ".join(sentences)
    assert "Expected" not in " ".join(sentences)
    assert untold(sentences) == []


@pytest.mark.parametrize("faulty", XML)
def test_every_fault_of_xml_is_told(faulty: str) -> None:
    record = "<xml><records><record><ref-type/><titles><title>A</title></titles></record>"
    sentences = said((HEAD + faulty.replace("<xml><records>", record, 1)).encode())
    assert XML[faulty] in " ".join(sentences)
    assert untold(sentences) == []


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_of_references_is_told(name: str) -> None:
    sentences = said(FILES[name])
    assert sentences
    assert untold(sentences) == []


def test_the_place_of_a_fault_is_kept() -> None:
    (problem,) = reading.read(f"{WHOLE}@book{{a, title={{A}} year={{2001}}}}\n".encode(), "a.bib").problems
    assert str(problem.position) == "a.bib:2"
