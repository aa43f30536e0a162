"""The server: one thread per request, a log of what was asked, and failures on schedule.

What is asked and answered is the matter of a dialect, one module each: a class with `answer` (a request
that meets no failure), `fail` (what the server says when it fails) and `change` (a good answer spoilt).
"""

import gzip
import json
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.standin.core import Core
from tests.standin.crossref import Crossref
from tests.standin.datacite import DataCite
from tests.standin.doaj import Doaj
from tests.standin.eric import Eric
from tests.standin.europepmc import EuropePmc
from tests.standin.faults import due, parse
from tests.standin.oai import Oai
from tests.standin.open_overheid import OpenOverheid
from tests.standin.openaire import OpenAire
from tests.standin.openalex import OpenAlex
from tests.standin.pubmed import PubMed
from tests.standin.semanticscholar import SemanticScholar
from tests.standin.sheets import Sheet
from tests.standin.sru import Sru, SruPlain

DIALECTS = {
    "core": Core,
    "crossref": Crossref,
    "datacite": DataCite,
    "dnb": Sru,
    "doaj": Doaj,
    "eric": Eric,
    "europepmc": EuropePmc,
    "kb": SruPlain,
    "oai": Oai,
    "openaire": OpenAire,
    "openalex": OpenAlex,
    "overheid": OpenOverheid,
    "pubmed": PubMed,
    "semanticscholar": SemanticScholar,
}


@dataclass(frozen=True)
class Call:
    """One request: `query` holds the parameters of the address and of the form that was posted."""

    method: str
    path: str
    form: str = ""
    key: str = ""
    route: str = field(init=False)
    query: dict = field(init=False)

    def __post_init__(self):
        parts = urlsplit(self.path)
        object.__setattr__(self, "route", parts.path)
        object.__setattr__(self, "query", dict(parse_qsl(parts.query) + parse_qsl(self.form)))


@dataclass(frozen=True)
class Limit:
    """How many calls in a second are answered (0: all), and the seconds that each takes."""

    per_second: float = 0
    latency: float = 0


class StandIn:
    """A source on this machine: `with StandIn(works, faults="500@2") as api: api.url`.

    `dialect` says which one. `keys` are the keys it knows (None: any, and none at all); `budget` are the
    credits of the day. `asked` holds the path of every request, with what was posted as its query;
    `methods` and `keys_seen` what came with it. `limit` may be set; `answered` holds the moments of the
    calls that were within it. From call number `held_from` on (0: none), calls wait for `release`.
    """

    def __init__(self, works, *, dialect="openalex", faults="", keys=None, budget=10_000, port=0):
        self._make, self._works, self._budget, self.keys = DIALECTS[dialect], works, budget, keys
        self.begin_anew(faults)
        self.limit, self.answered, self._times = Limit(), [], deque()
        self.held_from, self.release = 0, threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"api": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def begin_anew(self, faults="", *, works=None):
        """Be as just begun, under the same address; with other failures, and with other works if given."""
        self._works = self._works if works is None else works
        self.dialect, self.faults, self.credits = self._make(self._works), parse(faults), self._budget
        self.asked, self.methods, self.keys_seen = [], [], []

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def serve_forever(self):
        """Answer until interrupted."""
        with self._server:
            self._server.serve_forever()

    def number(self, call):
        """Note a request and return its number, counted from 1."""
        with self._lock:
            self.asked.append(f"{call.path}?{call.form}" if call.form else call.path)
            self.methods.append(call.method)
            self.keys_seen.append(call.key)
            return len(self.asked)

    def too_fast(self):
        """Tell whether there were as many calls within the last second as are allowed."""
        with self._lock:
            now = time.monotonic()
            while self._times and now - self._times[0] > 1:
                self._times.popleft()
            over = bool(self.limit.per_second) and len(self._times) >= self.limit.per_second
            if not over:
                self._times.append(now)
                self.answered.append(now)
        return over

    def pay(self, cost):
        """Take credits off the budget; False when there are too few."""
        with self._lock:
            enough = self.credits >= cost
            self.credits -= cost if enough else 0
        return enough


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing of a client that went away: some are killed on purpose."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    api = None
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self):
        self._meet("")

    def do_POST(self):
        self._meet(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def _meet(self, form):
        sent = self.headers.get("Authorization", "") or self.headers.get("x-api-key", "")
        key = sent.removeprefix("Bearer ")
        call = Call(self.command, self.path, form, key)
        number = self.api.number(call)
        if 0 < self.api.held_from <= number:
            self.api.release.wait(300)
        faults = due(self.api.faults, number)
        if self.api.too_fast():
            self._send(*self.api.dialect.fail("429", "1"))
            return
        time.sleep(self.api.limit.latency)
        for fault in faults:
            if self._fails(fault):
                return
        status, headers, body = self.api.dialect.answer(call, self.api)
        if status == 200:
            if isinstance(body, dict) and any(fault.kind == "leak" for fault in faults):
                body["you_sent"] = self._sent()
            for fault in faults:
                self.api.dialect.change(fault.kind, body, call, fault.argument)
        self._send(
            status, headers, body, [fault for fault in faults if fault.kind in ("truncate", "cut", "drip")]
        )

    def _fails(self, fault):
        """Answer with a failure when this fault is one; tell whether it was."""
        if fault.kind in SAID:
            self._send(*self.api.dialect.fail(fault.kind, fault.argument))
            return True
        early = getattr(self, f"_fault_{fault.kind}", None)
        return bool(early and early(fault.argument))

    def _send(self, status, headers, body, faults=()):
        body = body.text() if isinstance(body, Sheet) else body
        kind = "text/html" if isinstance(body, str) else "application/json"
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        cut = {fault.kind: fault.argument for fault in faults}
        sent = data[: len(data) // 2] if "truncate" in cut or "cut" in cut else data
        self.send_response(status)
        for name, value in {"Content-Type": f"{kind}; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if "cut" in cut else len(sent)))
        self.end_headers()
        if "drip" in cut:
            return self._drip(sent, float(cut["drip"] or 0.05))
        self.wfile.write(sent)
        self.close_connection = "cut" in cut or self.close_connection
        return None

    def _drip(self, data, pause):
        for byte in data:
            try:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            except OSError:
                break
            time.sleep(pause)
        self.close_connection = True

    def _fault_slow(self, argument):
        time.sleep(float(argument or 1))
        return False

    def _fault_drop(self, _):
        self.close_connection = True
        return True

    def _fault_html(self, _):
        self._send(200, {}, "<!doctype html><title>Log in</title><p>Please log in to the network.")
        return True

    def _sent(self):
        return f"{self.path} {dict(self.headers)}"

    def _fault_echo(self, argument):
        said = {"error": "Bad request", "message": self._sent()}
        self._send(int(argument or 400), {"X-Sent": self.headers.get("Authorization", "")}, said)
        return True

    def _fault_shape(self, _):
        self._send(200, {}, {"works": [], "hits": 3})
        return True

    def _fault_redirect(self, _):
        self._send(302, {"Location": "http://evil.example/works?x=1"}, "moved")
        return True

    def _fault_bomb(self, argument):
        data = gzip.compress(b" " * int(argument or 60_000_000))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            self.close_connection = True
        return True

    def log_message(self, *_):
        """Stay silent."""


SAID = frozenset({"429", "500", "502", "503", "504", "budget", "refuse"})
"""Failures that each server tells in its own words."""
