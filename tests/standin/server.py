"""The server: one thread per request, a log of what was asked, and failures on schedule."""

import gzip
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.standin import answers
from tests.standin.dialect import Index, QueryError
from tests.standin.faults import due, parse

MAX_URL = 8190


class StandIn:
    """OpenAlex on this machine: `with StandIn(works, faults="500@2") as api: api.url`.

    `keys` are the keys it knows (None: any, and none at all); `budget` are the credits of the day. `asked`
    holds the path of every request with a query, `keys_seen` what came as key.
    """

    def __init__(self, works, *, faults="", keys=None, budget=10_000, port=0):
        self.index = Index(works)
        self.faults, self.keys, self.credits = parse(faults), keys, budget
        self.asked, self.keys_seen = [], []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"api": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

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

    def number(self, path, key):
        """Note a request and return its number, counted from 1."""
        with self._lock:
            self.asked.append(path)
            self.keys_seen.append(key)
            return len(self.asked)

    def answer(self, path, key):
        """Return status, headers and body of a request that meets no failure."""
        if self.keys is not None and key not in self.keys:
            return answers.bad_key()
        if len(path.encode()) > MAX_URL:
            return answers.too_long(len(path.encode()))
        parts = urlsplit(path)
        if parts.path != "/works":
            return 404, {}, "<!doctype html><title>404 Not Found</title><h1>Not Found</h1>"
        query = dict(parse_qsl(parts.query))
        cost = answers.credits_for(query)
        with self._lock:
            if self.credits < cost:
                return answers.out_of_budget(answers.RESET, self.credits)
            self.credits -= cost
        try:
            body = answers.page_of_works(self.index, query)
        except QueryError as error:
            return answers.error(400, error.error, error.message)
        return 200, self._headers(cost), body

    def _headers(self, cost):
        return {
            "X-RateLimit-Limit": "10000",
            "X-RateLimit-Remaining": str(self.credits),
            "X-RateLimit-Credits-Used": str(cost),
            "X-RateLimit-Reset": str(answers.RESET),
            "X-RateLimit-Cost-USD": f"{cost * answers.CREDIT_USD:.4f}",
        }


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
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        number = self.api.number(self.path, key)
        faults = due(self.api.faults, number)
        for fault in faults:
            early = getattr(self, f"_fault_{fault.kind}", None)
            if early and early(fault.argument):
                return
        status, headers, body = self.api.answer(self.path, key)
        if status == 200:
            for fault in faults:
                changed = CHANGES.get(fault.kind)
                if changed:
                    changed(self.api, self.path, body, fault.argument)
        self._send(
            status, headers, body, [fault for fault in faults if fault.kind in ("truncate", "cut", "drip")]
        )

    def _send(self, status, headers, body, faults=()):
        kind = "text/html" if isinstance(body, str) else "application/json"
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        cut = {fault.kind: fault.argument for fault in faults}
        sent = data[: len(data) // 2] if "truncate" in cut or "cut" in cut else data
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
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

    def _fault_429(self, argument):
        self._send(*answers.too_fast(argument or "1"))
        return True

    def _fault_500(self, _):
        self._send(*answers.server_error(500))
        return True

    def _fault_502(self, _):
        self._send(*answers.server_error(502))
        return True

    def _fault_503(self, argument):
        self._send(*answers.paused(argument or "1"))
        return True

    def _fault_504(self, _):
        self._send(*answers.server_error(504))
        return True

    def _fault_budget(self, argument):
        self._send(*answers.out_of_budget(int(argument or answers.RESET)))
        return True

    def _fault_refuse(self, _):
        self._send(*answers.error(400, "Invalid query parameters error.", "colour is not a valid field."))
        return True

    def _fault_slow(self, argument):
        time.sleep(float(argument or 1))
        return False

    def _fault_drop(self, _):
        self.close_connection = True
        return True

    def _fault_html(self, _):
        self._send(200, {}, "<!doctype html><title>Log in</title><p>Please log in to the network.")
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


def _partial(_api, _path, body, _argument):
    body["meta"]["timed_out"] = True
    body["results"] = body["results"][: len(body["results"]) // 2]


def _total(_api, _path, body, argument):
    body["meta"]["count"] += int(argument or 1)


def _cursor(_api, path, body, _argument):
    body["meta"]["next_cursor"] = dict(parse_qsl(urlsplit(path).query)).get("cursor")


def _duplicate(api, path, body, _argument):
    first = {**dict(parse_qsl(urlsplit(path).query)), "cursor": "*"}
    body["results"] = answers.page_of_works(api.index, first)["results"]


def _empty(_api, _path, body, _argument):
    body["results"] = []
    body["meta"]["next_cursor"] = body["meta"]["next_cursor"] or answers.cursor(1_000_000)


CHANGES = {"partial": _partial, "total": _total, "cursor": _cursor, "duplicate": _duplicate, "empty": _empty}
