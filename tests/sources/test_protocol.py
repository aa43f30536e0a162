"""Requests as they are logged."""

import pytest

from synth.sources.protocol import Page, Request


def test_the_line_in_the_log_is_the_address():
    assert str(Request("openalex", 0, "https://example.org/works?x=1")) == "https://example.org/works?x=1"


@pytest.mark.parametrize(("told", "total"), [(0, 0), (250_000_000, 250_000_000), (-1, None), (10**30, None)])
def test_a_total_that_no_source_can_have_is_not_known(told, total):
    assert Page(0, "*", None, told, (), ()).total == total
