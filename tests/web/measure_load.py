"""Measure the pages of a large review under people who look around: time at the server, and memory.

python -m tests.web.measure_load FOLDER [--works 100000] [--codings 50000] [--users 20] [--seconds 60]

FOLDER is made when it is not there. First one person looks at each page: the processor time of the server is
printed, which other programs do not change. Then each user asks for a page, looks at it for a second on
average, and goes on: the time is what the server says it took (Server-Timing), from the first byte of the
request to the first of the answer, waiting for a thread included. With --deciding SECONDS one person more
screens a work each so many seconds meanwhile, with --coding SECONDS another one codes a passage, which is
stored in FOLDER. With --accounts everybody signs in with an account of their own, which FOLDER then has.

Memory is that of the server, and in brackets that of the server and the processes beside it together. The
last line is what the server took of the processor meanwhile, and what the processes beside it took.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import closing
from html import unescape
from pathlib import Path
from statistics import median

import httpx

from tests.web.crowd import Coder, Decider, User, come_in, sign_up
from tests.web.large import make

PATHS = (
    *("/", "/works", "/works?standing=included&language=nl", "/works?q=kennis"),
    *("/works?q=schuld+armoede+wijk", '/works?q="debt+advice"+AND+poverty*'),
    *("/works?year=2010&year=2011&order=title", "/works/{key}", "/works/{coded}"),
    *("/search", "/search/strategy/tno-2011", "/search/run/1"),
    *("/codebooks", "/codebooks/determinants", "/settings", "/settings/file?file=review.yaml", "/keys"),
    *("/screening", "/screening/{key}?stage=title-abstract"),
    *("/screening/list?stage=title-abstract", "/screening/list?stage=title-abstract&q=kennis&language=nl"),
    *("/duplicates", "/duplicates/{pair}", "/coding", "/coding/{coded}"),
    *("/agreement", "/agreement?what=title-abstract", "/agreement?what=coding", "{conflict}"),
    *("/synthesis", "/synthesis?rows=factor&columns=perspective", "{cell}", "/synthesis/findings"),
    *("{finding}", "/synthesis/gaps", "{gap}", "/synthesis/changes", "/synthesis/reports"),
)
"""What is looked at; what is not there is left out."""

FOUND: dict[str, tuple[str, str]] = {
    "key": ("/works", r'data-row href="/works/([\w-]+)"'),
    "coded": ("/coding?state=coded", r'data-row href="/coding/([\w-]+)"'),
    "pair": ("/duplicates", r'"/duplicates/(\d+/\d+)"'),
    "conflict": ("/agreement?what=title-abstract", r'data-row href="(/agreement/[^"]+)"'),
    "cell": ("/synthesis", r'data-row href="(/synthesis/cell[^"]+)"'),
    "finding": ("/synthesis/findings", r'data-row href="([^"]+)"'),
    "gap": ("/synthesis/gaps", r'data-row href="([^"]+)"'),
}
"""For each name in a path: the page on which what it stands for is found, and how it looks there."""

MORE = 2
"""People beside those who look around: one who screens and one who codes."""

PATIENCE_SECONDS = 300.0
SAMPLE_SECONDS = 0.1
WAITS = re.compile(r'id="live"[^>]*"every |role="status" hx-get="[^"]*" hx-target="#live"')


class Memory(threading.Thread):
    """Watches the memory of the server, and of the server with the processes beside it, in MB."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.together, self.over = process, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(SAMPLE_SECONDS):
            self.together = max(self.together, sum(map(resident, family(self.process))))

    def told(self) -> str:
        text = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        now, most = (int(re.search(rf"{name}:\s+(\d+)", text)[1]) // 1024 for name in ("VmRSS", "VmHWM"))
        return f"{now}/{most} MB ({self.together} MB with the processes beside it)"


def family(process: int) -> list[int]:
    """A process and those that it began."""
    began: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            began += map(int, task.read_text(encoding="utf-8").split())
        except OSError:
            continue
    return [process, *began]


def resident(process: int) -> int:
    """What a process holds of the memory, in MB; 0 when it is gone."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", text)
    return int(found[1]) // 1024 if found else 0


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def there(client: httpx.Client) -> list[str]:
    """The paths that lead somewhere, asked until what is worked out behind the pages is there."""
    named = {name: found(client, *where) for name, where in FOUND.items()}
    paths = []
    for path in PATHS:
        needed = re.findall(r"{(\w+)}", path)
        asked = path.format(**named) if all(named[one] for one in needed) else ""
        if asked and client.get(asked).status_code == 200:
            paths.append(asked)
        else:
            print(f"left out: {path}")
    return paths


def found(client: httpx.Client, path: str, pattern: str) -> str:
    """What a page names, as soon as it does; empty when it has nothing of the kind in the end."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        answer = client.get(path)
        if known := re.search(pattern, answer.text):
            return unescape(known[1])
        if answer.status_code == 200 and not WAITS.search(answer.text):
            return ""
        time.sleep(0.5)
    return ""


def alone(client: httpx.Client, process: int, paths: list[str], times: int = 20) -> None:
    """Print the processor time that the server takes for each page when one person looks, in ms."""
    for path in paths:
        before = processor(process)
        for _ in range(times):
            client.get(path)
        print(f"{path:60} processor time {(processor(process) - before) * 1000 / times:6.1f} ms", flush=True)


def rest(process: int) -> None:
    """Wait until the server and the processes beside it have done what they do behind the pages."""
    busy = 1.0
    while busy > 0.05 or len(family(process)) > 1:
        before = processor(process)
        time.sleep(3)
        busy = (processor(process) - before) / 3


def processor(process: int, *, beside: bool = False) -> float:
    """Seconds of processor time that a process took; or those that it began and that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    user, system = fields[13:15] if beside else fields[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print for each page the median, the 95th percentile and the most, and what the server took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    for name, default in (("works", 100_000), ("codings", 50_000), ("users", 20), ("seconds", 60)):
        parser.add_argument(f"--{name}", type=int, default=default)
    for name in ("deciding", "coding"):
        parser.add_argument(f"--{name}", type=float, default=0.0)
    parser.add_argument("--accounts", action="store_true")
    options = parser.parse_args()
    if not (options.folder / "review.yaml").exists():
        make(options.folder, number=options.works, codings=options.codings)
    if options.accounts:
        sign_up(options.folder, options.users + MORE)
    started = "from synth.cli import main; main()"
    command = [sys.executable, "-u", "-c", started, "serve", "-C", str(options.folder)]
    with subprocess.Popen(
        [*command, "--no-open", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            measure(server, options)
        finally:
            server.terminate()


def measure(server: subprocess.Popen[str], options: argparse.Namespace) -> None:
    address = re.search(r"Open (\S+)", server.stdout.readline())[1]
    memory = Memory(server.pid)
    memory.start()
    client = come_in(address, options.accounts)
    with closing(client(0)) as one:
        began = time.monotonic()
        paths = there(one)
        print(f"first look at {len(paths)} pages: {time.monotonic() - began:.1f} s, {memory.told()}")
        rest(server.pid)
        alone(one, server.pid, paths)
    users = [User(client(n), paths, n, options.seconds) for n in range(options.users)]
    for kind, every in ((Decider, options.deciding), (Coder, options.coding)):
        if every:
            number = len(users)
            users.append(kind(client(number), paths, number, options.seconds))
            users[-1].every = every
    if options.accounts:
        queued(users, memory)
        rest(server.pid)
    before = processor(server.pid), processor(server.pid, beside=True)
    for user in users:
        user.start()
    for user in users:
        user.join()
    rest(server.pid)
    memory.over.set()
    tell(users, memory)
    took = processor(server.pid) - before[0], processor(server.pid, beside=True) - before[1]
    looks = sum(len(values) for user in users for values in user.times.values())
    print(
        f"processor time of the server {took[0]:.1f} s, {took[0] * 1000 / looks:.1f} ms a look;"
        f" of the processes beside it {took[1]:.1f} s"
    )


def queued(users: list[User], memory: Memory) -> None:
    """Have everybody wait for the first work to screen, in an order of their own."""
    began = time.monotonic()
    waiting = [user.client for user in users]
    while waiting:
        waiting = [one for one in waiting if '"every 1s"' in one.get("/screening").text]
        time.sleep(1)
    print(f"{len(users)} people have a work to screen: {time.monotonic() - began:.1f} s, {memory.told()}")


def tell(users: list[User], memory: Memory) -> None:
    """Print what the users measured, page by page, and the memory."""
    times: dict[str, list[float]] = defaultdict(list)
    for user in users:
        for path, values in user.times.items():
            times[path] += values
    every = [value for values in times.values() for value in values]
    for path, values in [*sorted(times.items()), ("all", every)]:
        print(
            f"{path:60} n={len(values):5} median={median(values):6.1f} ms"
            f" p95={percentile(values, 0.95):6.1f} ms most={max(values):6.1f} ms"
        )
    slowest = max(times, key=lambda path: percentile(times[path], 0.95))
    print(f"failed={[one for user in users for one in user.failed]}")
    print(
        f"slowest p95={percentile(times[slowest], 0.95):.1f} ms ({slowest}) memory now/most={memory.told()}"
    )


if __name__ == "__main__":
    main()
