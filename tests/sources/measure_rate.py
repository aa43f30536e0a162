"""How near fetching comes to the rate that a server allows, and what of the rest is the machine's.

    python -m tests.sources.measure_rate 10 30
    python -m tests.sources.measure_rate --heavy 10 30

A search of OpenAlex, into a database, against a server in a process of its own that does next to nothing:
its pages were made before. It answers so many calls within any second (documented: 10 without a key, 30 with
a free one), each after 0.3 s, and refuses more with 429 and `Retry-After: 1`. 80 requests, each of so many
pages of 100 works that the run takes about 24 seconds. `--heavy`: works as large as those of OpenAlex are on
average, 6.4 kB.

Prints how many calls were refused; the pages a second, from the first call to the last, as a share of what is
allowed; the CPU time of the search for a page, with a share of its start; the seconds from the first call to
the last, and from there until the last record was read and stored and the program had ended.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import deque
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, unquote_plus, urlsplit

from tests.sources.made import work
from tests.sources.measure_memory import review_in, run

LATENCY, SECONDS, PER_PAGE, REQUESTS = 0.3, 24, 100, 80
WITHOUT_KEY = 10
KINDS = ("studie", "verslag")
REFUSED = json.dumps({"error": "Rate limit exceeded", "message": "Slow down.", "retryAfter": 1}).encode()


def words():
    """Return words that no form of another word holds."""
    return [f"{first}{second}woord" for first in "bdfgklmn" for second in ("aa", "ee", "oo", "uu", "ie")]


def pairs():
    """Return the pairs of words that the requests ask for."""
    return list(product(words(), KINDS))[:REQUESTS]


def page(number, pair, *, last, heavy):
    """Return one page of an answer as bytes: works that hold the words of `pair`."""
    text = " ".join(f"{pair[n % 2]}{n % 90}" for n in range(180)) if heavy else "Kort."
    works = [work(number * PER_PAGE + n + 1, " ".join(pair), abstract=text) for n in range(PER_PAGE)]
    if heavy:
        for one in works:
            one["authorships"] *= 5
            one["topics"] = [{"display_name": "Onderwerp" * 8, "score": n / 7} for n in range(35)]
    meta = {"count": 10**6, "next_cursor": None if last else f"page{number + 1}", "cost_usd": 0.0}
    return json.dumps({"meta": meta, "results": works}).encode()


class Server:
    """Answers calls from pages that were made before, so many a second."""

    def __init__(self, per_second, *, heavy):
        self.per_second = per_second
        self.recent, self.answered, self.refused = deque(), [], 0
        each = max(1, round(per_second * SECONDS / REQUESTS))
        self.pages = {}
        for nth, pair in enumerate(pairs()):
            for n in range(each):
                made = page(nth * each + n, pair, last=n == each - 1, heavy=heavy)
                self.pages[pair, f"page{nth * each + n}" if n else "*"] = made.replace(
                    b'"count": 1000000', b'"count": %d' % (each * PER_PAGE)
                )

    def answer(self, target):
        """Return status and body for the address of a call."""
        now = time.monotonic()
        while self.recent and now - self.recent[0] > 1:
            self.recent.popleft()
        if len(self.recent) >= self.per_second:
            self.refused += 1
            return b"429 Too Many Requests\r\nRetry-After: 1", REFUSED
        self.recent.append(now)
        self.answered.append(now)
        query = urlsplit(target).query
        asked, (cursor,) = unquote_plus(query), parse_qs(query)["cursor"]
        pair = next(pair for pair in pairs() if pair[0] in asked and pair[1] in asked)
        return b"200 OK", self.pages[pair, cursor]

    async def serve(self, reader, writer):
        """Answer the calls of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                status, body = self.answer(head.split(b" ", 2)[1].decode())
                await asyncio.sleep(LATENCY)
                lines = b"Content-Type: application/json\r\nContent-Length: %d" % len(body)
                writer.write(b"HTTP/1.1 %s\r\n%s\r\n\r\n%s" % (status, lines, body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def until_told(self):
        """Serve until standard input ends; print the port first, and at the end what was asked."""
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)
        seconds = self.answered[-1] - self.answered[0]
        whole = time.monotonic() - self.answered[0]
        seen = {"pages": len(self.answered), "refused": self.refused, "seconds": seconds, "whole": whole}
        print(json.dumps(seen))


def measure(per_second, *, heavy):
    """Search against a server of this rate and print how near it comes."""
    command = [
        sys.executable,
        "-m",
        "tests.sources.measure_rate",
        "--serve",
        *["--heavy"] * heavy,
        str(per_second),
    ]
    with (
        tempfile.TemporaryDirectory() as scratch,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        review_in(Path(scratch) / "mine", " OR ".join(f"({word} AND {kind})" for word, kind in pairs()))
        port = server.stdout.readline().strip()
        key = "" if per_second == WITHOUT_KEY else "measure-key"
        said = run(Path(scratch) / "mine", f"http://127.0.0.1:{port}", key)
        seen = json.loads(server.communicate()[0])
    share = (seen["pages"] - 1) / seen["seconds"] / per_second
    rest = seen["whole"] - seen["seconds"]
    cpu = 1000 * float(said.split("cpu=")[1].removesuffix("s\n")) / seen["pages"]
    counts = f"pages={seen['pages']} refused={seen['refused']} share={share:.1%} cpu={cpu:.0f}ms a page"
    print(f"allowed={per_second}/s {counts} seconds={seen['seconds']:.1f}+{rest:.1f}", flush=True)


def main():
    """Measure each rate that was named, or serve."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rates", nargs="*", type=int, default=[10, 30])
    parser.add_argument("--heavy", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    for rate in options.rates:
        if options.serve:
            asyncio.run(Server(rate, heavy=options.heavy).until_told())
        else:
            measure(rate, heavy=options.heavy)


if __name__ == "__main__":
    main()
