"""open.overheid.nl: each field, and what it is asked."""

import json

import pytest

from synth.errors import SourceError, UsageError
from synth.model import Name
from synth.sources.open_overheid import OpenOverheidSource
from synth.sources.open_overheid_record import read
from tests.sources.made import strategy

LISTED = {
    "document": {
        "id": "abc-1_2",
        "pid": "https://open.overheid.nl/documenten/abc-1",
        "titel": "Rapport invoering",
        "omschrijving": "Over <i>jeugd</i>.",
        "openbaarmakingsdatum": "2024-03-21",
        "publisher": "ministerie van VWS",
    }
}
ALONE = {
    "document": {
        "pid": "https://open.overheid.nl/documenten/abc-1",
        "titelcollectie": {"officieleTitel": "Rapport invoering"},
        "omschrijvingen": ["Over jeugd."],
        "publisher": {"label": "ministerie van VWS"},
        "opsteller": {"label": "Onbekend"},
        "verantwoordelijke": {"label": "Raad X"},
        "language": {"label": "Engels"},
        "classificatiecollectie": {
            "documentsoorten": [{"label": "kamerstuk"}],
            "trefwoorden": [{"label": "zorg"}],
            "onderwerpenRonl": [{"label": "Jeugd"}],
        },
    },
    "versies": [{"openbaarmakingsdatum": "2023-01-02"}],
}


@pytest.mark.parametrize(
    ("result", "name", "value"),
    [
        (LISTED, "source_id", "abc-1"),
        (LISTED, "title", "Rapport invoering"),
        (LISTED, "abstract", "Over jeugd."),
        (LISTED, "year", 2024),
        (LISTED, "publisher", "ministerie van VWS"),
        (LISTED, "authors", (Name(literal="ministerie van VWS"),)),
        (LISTED, "language", "nl"),
        (LISTED, "type", "report"),
        (LISTED, "url", "https://open.overheid.nl/documenten/abc-1"),
        (ALONE, "source_id", "abc-1"),
        (ALONE, "title", "Rapport invoering"),
        (ALONE, "abstract", "Over jeugd."),
        (ALONE, "year", 2023),
        (ALONE, "authors", (Name(literal="Raad X"),)),
        (ALONE, "publisher", "ministerie van VWS"),
        (ALONE, "language", "en"),
        (ALONE, "type", "legislation"),
        (ALONE, "keywords", ("zorg", "Jeugd")),
    ],
)
def test_each_field(result, name, value):
    assert getattr(read(json.dumps(result)), name) == value


def test_what_is_no_document_is_refused():
    with pytest.raises(SourceError, match="no document"):
        read("{}")


def asked(expression, **scope):
    translation = OpenOverheidSource(url="https://x.example").translate(strategy(expression, **scope))
    return [dict(one.params) for one in translation.requests], translation.widened


def test_the_terms_of_the_smallest_set_are_asked_one_at_a_time():
    requests, widened = asked(
        "(jeugd OR gezin OR kind) AND (invoering OR 'sociale zekerheid')".replace("'", '"')
    )
    assert [one["zoektekst"] for one in requests] == ["invoering", '"sociale zekerheid"']
    assert "ranked sample" in widened[0]


def test_terms_without_a_star_are_taken_first_and_a_star_is_told():
    requests, _ = asked("(jeugd* OR gezin) AND (invoering OR implementatie OR gebruik)")
    assert [one["zoektekst"] for one in requests] == ["invoering", "implementatie", "gebruik"]
    requests, widened = asked("implementat*")
    assert requests[0]["zoektekst"] == "implementat"
    assert any("other endings are missed" in one for one in widened)


def test_years_are_asked_as_dates():
    requests, _ = asked("invoering", years="from: 2010, to: 2012")
    assert (requests[0]["publicatiedatumVan"], requests[0]["publicatiedatumTot"]) == (
        "01-01-2010",
        "31-12-2012",
    )


def test_a_set_of_which_nothing_is_known_cannot_be_asked():
    with pytest.raises(UsageError, match="without a whole"):
        asked('"*zorg"')
