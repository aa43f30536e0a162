"""Records that are at hand, as a source."""

import pytest

from synth.errors import SourceError
from synth.model import Name, Record
from synth.sources.corpus import CorpusSource
from synth.sources.fetching import Ended, pages
from synth.sources.protocol import Source
from tests.sources.made import strategy

RECORDS = (
    Record(
        "ris",
        "a-2001",
        "TY  - JOUR",
        "Titel",
        (Name("van A", "B."), Name(literal="TNO")),
        2001,
        keywords=("x",),
    ),
    Record("bibtex", "a-2001", "@book{}", "Title é"),
)


def test_every_record_comes_back_as_it_was():
    source = CorpusSource(RECORDS, location="made")
    events = []
    (page,) = pages(source, source.translate(strategy("titel")), progress={}, on_event=events.append)
    assert tuple(map(source.read, page.payloads)) == RECORDS
    assert page.ids == ("ris:a-2001", "bibtex:a-2001")
    assert events[-1] == Ended(0, True, "", 2, 2)


def test_the_request_is_the_expression_itself_and_nothing_is_widened():
    translation = CorpusSource(RECORDS, location="made").translate(strategy("titel NOT x", languages="nl"))
    (request,) = translation.requests
    assert str(request) == "corpus:made titel AND NOT x; languages: nl"
    assert ("filters", "languages: nl") in request.params
    assert translation.widened == ()


def test_an_id_given_twice_is_an_error_that_counts():
    with pytest.raises(SourceError, match="2 records, but 1 different"):
        CorpusSource((RECORDS[0], RECORDS[0]), location="made")


@pytest.mark.parametrize(
    "payload", ["", "{}", "[]", '{"authors": 3}', '{"authors": [], "keywords": [], "x": 1}']
)
def test_another_payload_is_an_error(payload):
    with pytest.raises(SourceError, match="not a record"):
        CorpusSource().read(payload)


def test_an_empty_corpus_is_a_source_too():
    assert isinstance(CorpusSource(), Source)
    assert CorpusSource().fetch(CorpusSource().translate(strategy("a1b")).requests[0], "*").payloads == ()
