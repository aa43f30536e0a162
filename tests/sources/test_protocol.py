"""Requests as they are logged."""

from synth.sources.protocol import Request


def test_the_line_in_the_log_is_the_address():
    assert str(Request("openalex", 0, "https://example.org/works?x=1")) == "https://example.org/works?x=1"
