"""What may not happen on the way: a leak, a flood, an endless wait."""

import asyncio
import pickle
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from synth.errors import KeyRefused, SourceError, UsageError
from synth.sources.protocol import Ask
from synth.sources.transport import Secret, Transport, checked, seconds

NO_KEY = Secret("", name="KEY")


def sent(transport, ask):
    async def once():
        async with transport.open() as line:
            return await line.send(ask)

    return asyncio.run(once())


@pytest.mark.parametrize("value", ["1e12", "0", "1.5", "120"])
def test_a_number_of_seconds_is_read(value):
    assert seconds(value) == float(value)


@pytest.mark.parametrize(
    "value", ["", "-1", "nan", "inf", "-inf", "soon", "Mon, 32 Foo 2020 99:00:00 GMT", "9" * 400]
)
def test_a_senseless_retry_after_is_none(value):
    assert seconds(value) is None


def test_a_date_becomes_the_seconds_until_then_and_a_past_one_none():
    now = datetime.now(UTC)
    assert 50 < seconds(format_datetime(now + timedelta(seconds=60), usegmt=True)) <= 60
    assert seconds(format_datetime(now - timedelta(days=400), usegmt=True)) is None


def test_a_secret_shows_itself_nowhere():
    secret = Secret(" s3cret-key ", name="KEY")
    assert "s3cret-key" not in f"{secret} {secret!r} {[secret]} {vars(type(secret))}"
    assert secret.bearer() == {"Authorization": "Bearer s3cret-key"}
    assert secret.redact("the key s3cret-key was refused") == "the key *** was refused"


@pytest.mark.parametrize("value", ["k", "1234567", " 1234567 "])
def test_a_key_that_would_spoil_answers_is_refused(value):
    with pytest.raises(KeyRefused, match="fewer than 8 characters") as caught:
        Secret(value, name="KEY")
    assert "KEY" in caught.value.remedy


def test_without_a_key_no_header_is_sent_and_nothing_is_redacted():
    assert not NO_KEY
    assert NO_KEY.bearer() == {}
    assert Secret("", name="KEY", parameter="api_key").signed("https://a.org/x") == "https://a.org/x"
    assert NO_KEY.redact("abc") == "abc"


@pytest.mark.parametrize(
    "base", ["https://api.openalex.org", "http://127.0.0.1:80/", "http://localhost:1", "http://[::1]:9"]
)
def test_a_safe_address_loses_its_last_slash_only(base):
    assert checked(base) == base.rstrip("/")


@pytest.mark.parametrize(
    "base", ["http://example.org", "https://", "https://a@b.org", "https://b.org#x", "javascript:1"]
)
def test_an_unsafe_address_is_refused(base):
    with pytest.raises(UsageError):
        checked(base)


@pytest.mark.parametrize(
    "url", ["https://evil.example/works", "https://api.openalex.org.evil.example/", "file:///x"]
)
def test_another_server_is_never_asked(url):
    with pytest.raises(SourceError, match="not asked"):
        sent(Transport("OpenAlex", "https://api.openalex.org", NO_KEY), Ask(url))


def test_it_is_told_once_when_a_call_has_gone_out_and_before_its_answer():
    heard = []

    async def server(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        while not heard:
            await asyncio.sleep(0.001)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")
        writer.close()

    async def once():
        async with await asyncio.start_server(server, "127.0.0.1", 0) as listening:
            base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
            async with Transport("It", base, NO_KEY).open() as line:
                return await line.send(Ask(f"{base}/works"), sent=lambda: heard.append("gone out"))

    assert asyncio.run(once()).text == "OK"
    assert heard == ["gone out"]


@pytest.mark.parametrize("charset", ["utf8mb4", "zip", "undefined", ""])
def test_an_answer_in_no_encoding_of_text_is_read_as_utf_8(charset):
    body = "Één".encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset={charset}\r\nContent-Length: {len(body)}\r\n\r\n"
    )

    async def server(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head.encode() + body)
        writer.close()

    async def once():
        async with await asyncio.start_server(server, "127.0.0.1", 0) as listening:
            base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
            async with Transport("It", base, NO_KEY).open() as line:
                return await line.send(Ask(f"{base}/works"))

    assert asyncio.run(once()).text == "Één"


def test_the_repr_of_a_transport_has_no_key():
    transport = Transport("OpenAlex", "https://api.openalex.org", Secret("s3cret-key", name="KEY"))
    assert "s3cret-key" not in repr(transport)
    with pytest.raises((TypeError, AttributeError)):
        pickle.dumps(Secret("s3cret-key", name="KEY"), protocol=0)
