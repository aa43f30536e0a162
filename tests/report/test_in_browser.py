"""The report opens in a real browser: nothing is asked of any network, and nothing from a record runs."""

import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from synth.report.html import html
from tests.conftest import CHROMIUM, PATIENCE
from tests.report.hostile import PAYLOADS

QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
]

MARKING = (
    "<script>document.documentElement.dataset.pwned = 1</script>",
    "<img src='http://evil.example/x' onerror='document.documentElement.dataset.pwned = 1'>",
)
"""Marks the page when it runs, and asks the network for a picture."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; the gate installs it"),
]


OWN = re.compile(
    r"(clients\d?|accounts|update|redirector|android|content-autofill|safebrowsing|[a-z]+-pa|www)"
    r"\.google(apis)?\.com|\.gvt1\.com"
)
"""What the browser asks for itself, whatever the page."""


class Witness(BaseHTTPRequestHandler):
    """A proxy that lets nothing through and notes what was asked of it."""

    asked: list[str]

    def do_GET(self):
        if not OWN.search(self.path):
            self.asked.append(self.path)
        self.send_error(502)

    do_CONNECT = do_POST = do_HEAD = do_GET  # noqa: N815  # names that the server looks for

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def opened(tmp_path):
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Seen", (Witness,), {"asked": asked}))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def open_page(page):
        path = tmp_path / "report.html"
        path.write_text(page, encoding="utf-8")
        options = [f"--proxy-server=127.0.0.1:{server.server_port}", "--proxy-bypass-list=<-loopback>"]
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        done = subprocess.run(
            [CHROMIUM, *QUIET, *options, profile, "--dump-dom", path.as_uri()],
            capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=True,
        )  # fmt: skip
        return done.stdout, asked

    yield open_page
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_asks_nothing_of_any_network(document, opened, language):
    dom, asked = opened(html(document, language))
    assert f'<html lang="{language}"' in dom
    assert asked == []


def test_nothing_that_stands_in_a_title_runs(document, opened):
    hostile = " ".join([*MARKING, *PAYLOADS])
    document["works"][0]["csl"]["title"] = hostile
    document["records"][0]["title"] = hostile
    dom, asked = opened(html(document, "en"))
    assert "data-pwned" not in dom.split("<head")[0]
    assert asked == []


def test_a_page_that_does_both_is_noticed(opened):
    """Without this, the two tests above could be passing for no reason."""
    dom, asked = opened(f"<!doctype html><html><head></head><body>{' '.join(MARKING)}</body></html>")
    assert "data-pwned" in dom.split("<head")[0]
    assert asked
