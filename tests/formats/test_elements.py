"""XML from outside: what is refused, and the text of an element."""

import pytest

from synth.errors import FileError
from synth.formats.elements import DEPTH_CAP, first, text, texts, tree

LAUGHS = """<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>"""
OUTSIDE = """<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"""
PARAMETER = """<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost/x">%b;]><a/>"""


@pytest.mark.parametrize("document", [LAUGHS, OUTSIDE, PARAMETER])
def test_entities_are_refused(document):
    with pytest.raises(FileError, match="declares entities"):
        tree(document, "bomb.xml")


def test_a_doctype_alone_is_read_over():
    document = '<!DOCTYPE a PUBLIC "-//X//EN" "https://example.org/x.dtd"><a>ja</a>'
    assert text(tree(document, "made.xml").root) == "ja"


def test_an_entity_that_nobody_declared_is_refused_with_its_place():
    with pytest.raises(FileError, match=r"made\.xml:1:\d+.*an entity is not declared"):
        tree("<a>&nbsp;</a>", "made.xml")


def test_depth_is_limited():
    deep = DEPTH_CAP + 1
    with pytest.raises(FileError, match="deeper than"):
        tree("<a>" * deep + "</a>" * deep, "deep.xml")
    assert text(tree("<a>" * DEPTH_CAP + "x" + "</a>" * DEPTH_CAP, "deep.xml").root) == "x"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("u\N{COMBINING DIAERESIS}ber", "über"),
        ("H<sub>2</sub>O", "H2O"),
        ("een<p>twee</p>drie", "een twee drie"),
        ("&lt;p&gt;een&lt;/p&gt;&lt;p&gt;twee&lt;/p&gt;", "een twee"),
        ("\N{START OF STRING}Die\N{STRING TERMINATOR} Reform", "Die Reform"),
        (" een\n  regel ", "een regel"),
        ("voor<!-- niet -->na", "voorna"),
    ],
)
def test_text_is_one_line_of_clean_composed_letters(inside, shown):
    assert text(tree(f"<a>{inside}</a>", "made.xml").root) == shown


def test_names_are_found_whatever_their_namespace():
    root = tree(
        '<x:a xmlns:x="urn:1" xmlns="urn:2"><b><x:c>1</x:c></b><b><c>2</c></b></x:a>', "made.xml"
    ).root
    assert texts(root, "b", "c") == ["1", "2"]
    assert first(root, "b", "d") is None
