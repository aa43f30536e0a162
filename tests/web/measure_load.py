"""Measure the pages of a large review under people who look around: time at the server, and memory.

python -m tests.web.measure_load FOLDER [--works 100000] [--codings 50000] [--users 20] [--seconds 60]

FOLDER is made when it is not there. First one person looks at each page: the processor time of the server is
printed, which other programs do not change. Then each user asks for a page, looks at it for a second on
average, and goes on: the time is what the server says it took (Server-Timing), from the first byte of the
request to the first of the answer, waiting for a thread included.
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
from pathlib import Path
from statistics import median

import httpx

from tests.web.large import make

PATHS = (
    *(
        "/",
        "/works",
        "/works?standing=included&language=nl",
        "/works?q=kennis",
        "/works?q=schuld+armoede+wijk",
    ),
    *('/works?q="debt+advice"+AND+poverty*', "/works?year=2010&year=2011&order=title", "/works/{key}"),
    *("/search", "/search/strategy/tno-2011", "/search/run/1", "/codebooks", "/codebooks/determinants"),
    *("/settings", "/screening", "/screening/list?stage=title-abstract", "/duplicates", "/coding"),
    *("/agreement", "/synthesis"),
)
"""What is looked at; what is not there is left out."""

LOOKS_SECONDS = 1.0
TIMING = re.compile(r"page;dur=([\d.]+)")


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


def memory(process: int) -> tuple[int, int]:
    """Resident memory now and at most, in MB."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return tuple(int(re.search(rf"{name}:\s+(\d+)", text)[1]) // 1024 for name in ("VmRSS", "VmHWM"))


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def there(client: httpx.Client) -> list[str]:
    """The paths that lead somewhere, asked once so that what is kept is there."""
    key = re.search(r'data-row href="/works/([\w-]+)"', client.get("/works").text)[1]
    paths = [path.replace("{key}", key) for path in PATHS]
    return [path for path in paths if client.get(path).status_code == 200]


def alone(client: httpx.Client, process: int, paths: list[str], times: int = 20) -> None:
    """Print the processor time that the server takes for each page when one person looks, in ms."""
    for path in paths:
        before = processor(process)
        for _ in range(times):
            client.get(path)
        print(f"{path:45} processor time {(processor(process) - before) * 1000 / times:6.1f} ms")


def rest(process: int) -> None:
    """Wait until the server has done what it does behind the pages."""
    busy = 1.0
    while busy > 0.05:
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
    options = parser.parse_args()
    if not (options.folder / "review.yaml").exists():
        make(options.folder, number=options.works, codings=options.codings)
    command = [
        sys.executable,
        "-u",
        "-c",
        "from synth.cli import main; main()",
        "serve",
        "-C",
        str(options.folder),
        "--no-open",
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            measure(server, options)
        finally:
            server.terminate()


def measure(server: subprocess.Popen[str], options: argparse.Namespace) -> None:
    address = re.search(r"Open (\S+)", server.stdout.readline())[1]
    url = address.split("/enter")[0]
    with httpx.Client(base_url=url, timeout=300) as client:
        client.get(address)
        began = time.monotonic()
        paths = there(client)
        print(f"first look at {len(paths)} pages: {time.monotonic() - began:.1f} s")
        rest(server.pid)
        alone(client, server.pid, paths)
        users = [User(client.cookies, url, paths, seed, options.seconds) for seed in range(options.users)]
        for user in users:
            user.start()
        for user in users:
            user.join()
    times: dict[str, list[float]] = defaultdict(list)
    for user in users:
        for path, values in user.times.items():
            times[path] += values
    every = [value for values in times.values() for value in values]
    for path, values in [*sorted(times.items()), ("all", every)]:
        print(
            f"{path:45} n={len(values):5} median={median(values):6.1f} ms"
            f" p95={percentile(values, 0.95):6.1f} ms most={max(values):6.1f} ms"
        )
    print(
        f"failed={[one for user in users for one in user.failed]} memory now/most (MB)={memory(server.pid)}"
    )


if __name__ == "__main__":
    main()
