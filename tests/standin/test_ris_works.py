"""A RIS file as works of a source."""

import json

import pytest

from tests.sources.dialects import DIALECTS
from tests.standin.ris_works import ris_works

FILE = """TY  - JOUR
AU  - Made, Anna van der
AU  - Smit, B.
TI  - Kennis in de praktijk
PY  - 2010
LA  - Dutch
DO  - 10.5555/MADE.1
AB  - Een onderzoek naar een onderzoek
ER  -

TY  - RPRT
T1  - Wissen
ER  -
"""


def test_each_entry_is_a_work_in_the_shape_of_openalex():
    first, second = ris_works(FILE)
    assert (first["id"], first["doi"], first["language"]) == (
        "https://openalex.org/W1001",
        "https://doi.org/10.5555/made.1",
        "nl",
    )
    assert first["abstract_inverted_index"]["onderzoek"] == [1, 4]
    assert [one["author"]["display_name"] for one in first["authorships"]] == [
        "Made, Anna van der",
        "Smit, B.",
    ]
    assert (second["title"], second["publication_year"], second["abstract_inverted_index"]) == (
        "Wissen",
        None,
        None,
    )


@pytest.mark.parametrize("name", [name for name in DIALECTS if name != "openalex"])
def test_each_entry_is_read_in_the_shape_of_every_source(name):
    one, other = (DIALECTS[name].here.read(json.dumps(work)) for work in ris_works(FILE, name))
    assert (one.title, one.year, one.abstract) == (
        "Kennis in de praktijk",
        2010,
        "Een onderzoek naar een onderzoek",
    )
    assert other.title == "Wissen"
