"""The page on sources says what the modules say."""

import pytest

from synth.sources.protocol import SourceFacts
from tests.sources import sources_page


def test_the_page_is_what_the_facts_say():
    assert sources_page.written() == sources_page.part().rstrip() + "\n", (
        "Run python -m tests.sources.sources_page"
    )


@pytest.mark.parametrize(
    ("per_second", "said"),
    [(10, "10 calls a second"), (5 / 3, "1.67 calls a second"), (1 / 6, "10 calls a minute"),
     (1 / 60, "1 call a minute"), (1 / 3600, "1 call an hour"), (0.0001, "0.36 calls an hour")],
)  # fmt: skip
def test_a_rate_is_told_in_a_unit_that_can_be_read(per_second, said):
    assert sources_page.rate(per_second) == said


def test_a_source_of_another_package_needs_no_more_than_its_label():
    facts = SourceFacts(label="Mine", documentation="https://example.org", page_size=10)
    assert sources_page.key(facts) == "none"
    assert list(sources_page.limits(facts)) == ["10 a page", "1 call a second"]
