"""Requests as they are logged, and what a search is estimated to cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.sources.protocol import Estimate, Request, SourceFacts, estimate

pairs = st.lists(st.tuples(st.text(), st.text()), max_size=4).map(tuple)


@given(st.builds(Request, st.text(), st.integers(0, 99), st.text(), pairs, st.text()))
def test_a_request_is_the_same_after_being_written_and_read(request):
    assert Request.loads(request.dumps()) == request


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"source": "x"}', "null"])
def test_another_text_is_not_a_request(text):
    with pytest.raises(ValueError, match=r"."):
        Request.loads(text)


def test_the_line_in_the_log_is_the_address():
    assert str(Request("openalex", 0, "https://example.org/works?x=1")) == "https://example.org/works?x=1"


@pytest.mark.parametrize(
    ("totals", "calls"), [([0], 1), ([1], 1), ([100], 1), ([101], 2), ([250, 0, 1], 5), ([], 0)]
)
def test_an_estimate_counts_a_call_for_each_page_and_one_for_nothing(totals, calls):
    facts = SourceFacts("x", "", page_size=100, cost_usd=0.001)
    assert estimate(facts, totals) == Estimate(calls, round(calls * 0.001, 6))
