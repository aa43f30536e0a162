"""Measure the pages of a large review under people who look around: time at the server, and memory.

python -m tests.web.measure_load FOLDER [--works 100000] [--codings 50000] [--users 20] [--seconds 60]

FOLDER is made when it is not there. First one person looks at each page: the processor time of the server is
printed, which other programs do not change. Then each user asks for a page, looks at it for a second on
average, and goes on: the time is what the server says it took (Server-Timing), from the first byte of the
request to the first of the answer, waiting for a thread included. With --deciding SECONDS one person more
screens a work each so many seconds meanwhile, which is stored in FOLDER.

Memory is that of the server, and in brackets that of the server and the processes beside it together.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from html import unescape
from pathlib import Path
from statistics import median

import httpx

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
    "coded": ("/coding?state=coded", r'href="/coding/([\w-]+)"'),
    "pair": ("/duplicates", r'"/duplicates/(\d+/\d+)"'),
    "conflict": ("/agreement?what=title-abstract", r'data-row href="(/agreement/[^"]+)"'),
    "cell": ("/synthesis", r'data-row href="(/synthesis/cell[^"]+)"'),
    "finding": ("/synthesis/findings", r'data-row href="([^"]+)"'),
    "gap": ("/synthesis/gaps", r'data-row href="([^"]+)"'),
}
"""For each name in a path: the page on which what it stands for is found, and how it looks there."""

LOOKS_SECONDS = 1.0
PATIENCE_SECONDS = 300.0
SAMPLE_SECONDS = 0.1
TIMING = re.compile(r"page;dur=([\d.]+)")
WAITS = re.compile(r'id="live"[^>]*"every |role="status" hx-get="[^"]*" hx-target="#live"')
HIDDEN = re.compile(r'name="(csrf|nonce|seen|stage)" value="([^"]*)"')


class User(threading.Thread):
    """Somebody who looks around for a while."""

    def __init__(self, cookies: httpx.Cookies, url: str, paths: list[str], seed: int, seconds: float) -> None:
        super().__init__()
        self.client = httpx.Client(base_url=url, cookies=cookies, timeout=60)
        self.paths, self.chance, self.until = paths, random.Random(seed), time.monotonic() + seconds
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []

    def run(self) -> None:
        with self.client:
            while time.monotonic() < self.until:
                time.sleep(self.chance.expovariate(1 / LOOKS_SECONDS))
                path = self.chance.choice(self.paths)
                answer = self.client.get(path)
                self.times[path].append(float(TIMING.search(answer.headers["server-timing"])[1]))
                if answer.status_code != 200:
                    self.failed.append(f"{path}: {answer.status_code}")


class Decider(User):
    """Somebody who screens a work each so many seconds."""

    every = 0.0

    def run(self) -> None:
        with self.client:
            headers = {"Origin": str(self.client.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
            while time.monotonic() < self.until:
                time.sleep(self.every)
                shown = self.client.get("/screening?stage=title-abstract").text
                where = re.search(r'action="(/screening/[\w-]+)"', shown)
                if where is None:
                    self.failed.append("nothing to screen")
                    continue
                data = {**dict(HIDDEN.findall(shown)), "verdict": "exclude:background"}
                answer = self.client.post(where[1], data=data, headers=headers)
                self.times["POST /screening/{key}"].append(
                    float(TIMING.search(answer.headers["server-timing"])[1])
                )
                if answer.status_code != 303:
                    self.failed.append(f"{where[1]}: {answer.status_code}")


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


def processor(process: int) -> float:
    """Seconds of processor time that a process took."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print for each page the median, the 95th percentile and the most, and the memory of the server."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    for name, default in (("works", 100_000), ("codings", 50_000), ("users", 20), ("seconds", 60)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--deciding", type=float, default=0.0)
    options = parser.parse_args()
    if not (options.folder / "review.yaml").exists():
        make(options.folder, number=options.works, codings=options.codings)
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
    url = address.split("/enter")[0]
    memory = Memory(server.pid)
    memory.start()
    with httpx.Client(base_url=url, timeout=300) as client:
        client.get(address)
        began = time.monotonic()
        paths = there(client)
        print(f"first look at {len(paths)} pages: {time.monotonic() - began:.1f} s, {memory.told()}")
        rest(server.pid)
        alone(client, server.pid, paths)
        users = [User(client.cookies, url, paths, seed, options.seconds) for seed in range(options.users)]
        if options.deciding:
            users.append(Decider(client.cookies, url, paths, options.users, options.seconds))
            users[-1].every = options.deciding
        for user in users:
            user.start()
        for user in users:
            user.join()
    memory.over.set()
    tell(users, memory)


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
