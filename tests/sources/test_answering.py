"""What the answers of a server mean, by status and body."""

import httpx
import pytest

from synth.errors import SourceError
from synth.sources.answering import data
from synth.sources.protocol import TemporaryError
from synth.sources.transport import Answer


def answer(status, text, **headers):
    return Answer(
        status, httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()}), text
    )


def test_an_object_is_the_data():
    assert data(answer(200, '{"a": 1}'), "X") == {"a": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html>Log in</html>", "X gave a web page instead of data."),
        ('{"a": ', "X gave a broken answer instead of data."),
        ("[1]", "X gave an answer of an unknown shape."),
    ],
)
def test_what_is_no_object_may_pass(text, message):
    with pytest.raises(TemporaryError) as caught:
        data(answer(200, text), "X")
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("status", "text", "message"),
    [
        (429, "<html>slow</html>", "X asks to slow down."),
        (503, "", "X failed (HTTP 503)."),
        (504, '{"message": "took too long"}', "X failed (HTTP 504): took too long"),
    ],
)
def test_a_failure_that_may_pass_tells_what_was_said_but_no_web_page(status, text, message):
    with pytest.raises(TemporaryError) as caught:
        data(answer(status, text, retry_after="7"), "X")
    assert caught.value.message == message
    assert caught.value.wait == 7.0


@pytest.mark.parametrize(
    ("status", "text", "message"),
    [
        (404, "Resource not found.", "X refused the request (HTTP 404): Resource not found."),
        (
            400,
            '{"message": [{"message": "no"}, {"message": "never"}]}',
            "X refused the request (HTTP 400): no – never",
        ),
        (403, '{"error": 1}', "X refused the request (HTTP 403)."),
        (418, "a\x1b[31m\nb" + "c" * 900, "X refused the request (HTTP 418): a [31m b" + "c" * 392),
    ],
)
def test_another_status_stops_with_the_servers_words_on_one_short_line(status, text, message):
    with pytest.raises(SourceError) as caught:
        data(answer(status, text), "X")
    assert not isinstance(caught.value, TemporaryError)
    assert caught.value.message == message
