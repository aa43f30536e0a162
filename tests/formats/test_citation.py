"""Journal, year, volume, issue and pages in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats.citation import cited


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Beleid en maatschappij (2018) 4:1 (33-35). Date of Publication: 2018", "2018|4|1|33-35"),
        (
            "Beleid en maatschappij. 2022 Mar;53(2):334-347. doi: 10.1/x.",
            "2022 Mar|53|2|334-347",
        ),
        ("Beleid en maatschappij 12, Winter 2007: 7-14.", "Winter 2007|12||7-14"),
        ("Beleid en maatschappij, Vol 3(2), 2020. pp. 5-9", "2020|3|2|5-9"),
        ("Beleid en maatschappij. 385(9964):239-52, 2015 Jan 17.", "2015|385|9964|239-52"),
        ("Beleid en maatschappij June 2015;58(6):688-696", "June 2015|58|6|688-696"),
    ],
)
def test_the_sentence_of_a_database_is_taken_apart(sentence: str, parts: str):
    found = cited(sentence)
    assert found["container"] == "Beleid en maatschappij"
    assert "|".join((found["year"], found["volume"], found["issue"], found["pages"])) == parts


@pytest.mark.parametrize("sentence", ["v21 n1 p12-24 2020", "J. 2022 Oct 7:S1080-6032(22)00139-9.", ""])
def test_what_is_not_sure_is_not_read(sentence: str):
    assert cited(sentence) == {}


@given(st.text(alphabet="aA1 .,;:()-", max_size=400))
def test_no_text_takes_long(sentence: str):
    cited(sentence)
