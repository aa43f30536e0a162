"""Many people write at once, a person types too fast, the server is killed: is anything lost or doubled?

    python -m tests.web.measure_writes FOLDER --writes 10000 --people 20
    python -m tests.web.measure_writes FOLDER --presses 2000 --every 20
    python -m tests.web.measure_writes FOLDER --kills 200

FOLDER is made (or made anew) each time. Writes: people send verdicts and undo them through the pages while
others decide through the library; every answer of the server is held against what is stored. Presses: keys
are pressed in a real browser every so many milliseconds, and for each verdict that was stored it is asked
which record was on the screen when its key was pressed. Kills: the server is killed (SIGKILL) at a random
moment while verdicts come in, and every acknowledged one is looked for after it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from synth import Review
from synth.errors import StoreError
from synth.model import Decision
from synth.store import decisions as store
from tests.web.large import make
from tests.web.running import CSRF, NONCE, Running
from tests.web.test_screening import SEEN

STAGE = "title-abstract"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/enter\?ticket=\S+")
RUN = "from synth.cli import main; main()"
VERDICTS = ("include", "maybe")


def fresh(folder: Path, works: int) -> list[str]:
    """Make the review without decisions, screened by many; the keys of its works."""
    shutil.rmtree(folder, ignore_errors=True)
    make(folder, number=works, codings=0)
    with Review.open(folder) as review:
        for one in store.current_decisions(review.db):
            store.withdraw_decision(review.db, one, protocol="made")
        return list(review.to_screen(stage=STAGE, coder="me"))


def events(folder: Path) -> list[tuple[str, str, str]]:
    """Every decision event since, withdrawn or not: coder, key of the work, verdict."""
    sql = (
        "SELECT coder, key, verdict FROM decision JOIN work ON work.id = work_id"
        " WHERE protocol != 'made' ORDER BY seq"
    )
    with Review.open(folder) as review:
        return [tuple(row.values()) for row in review.db.query(sql)]


def send(client: httpx.Client, key: str, verdict: str) -> bool:
    """Send a verdict on a record as its page has the form; whether the server acknowledged it."""
    page = client.get(f"/screening/{key}?stage={STAGE}").text
    found = [pattern.search(page) for pattern in (CSRF, NONCE, SEEN)]
    if not all(found):
        return False
    csrf, nonce, seen = (one[1] for one in found)
    fields = {"csrf": csrf, "nonce": nonce, "seen": seen, "stage": STAGE, "verdict": verdict}
    return client.post(f"/screening/{key}", data=fields).status_code == 303


def writes(folder: Path, count: int, people: int) -> None:
    """Half the people use the pages, half the library; each has works of their own and common ones."""
    keys = fresh(folder, 2_000)
    running = Running(folder)
    acknowledged: list[tuple[str, str, str]] = []
    refused: list[str] = []
    lock = threading.Lock()
    clients = [running.somebody().client for _ in range(people // 2)]

    def by_page(client: httpx.Client, chance: random.Random, n: int) -> None:
        for _ in range(n):
            key, verdict = chance.choice(keys), chance.choice(VERDICTS)
            try:
                stored = send(client, key, verdict)
            except httpx.HTTPError:
                stored = False
            with lock:
                acknowledged.append(("me", key, verdict)) if stored else refused.append(key)

    def by_library(coder: str, chance: random.Random, n: int) -> None:
        with Review.open(folder) as review:
            for _ in range(n):
                key, verdict = chance.choice(keys), chance.choice(VERDICTS)
                try:
                    review.decide(Decision(key, STAGE, verdict, coder=coder))
                except StoreError:
                    refused.append(key)
                    continue
                with lock:
                    acknowledged.append((coder, key, verdict))

    share = count // people
    threads = [
        threading.Thread(target=by_page, args=(client, random.Random(n), share))
        for n, client in enumerate(clients)
    ]
    threads += [
        threading.Thread(target=by_library, args=(f"p{n}", random.Random(1000 + n), share))
        for n in range(people - people // 2)
    ]
    began = time.monotonic()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    running.stop()
    stored = set(events(folder))
    lost = [one for one in acknowledged if one not in stored]
    with Review.open(folder) as review:
        current = [(d.coder, d.work) for d in store.current_decisions(review.db)]
    doubled = len(current) - len(set(current))
    seconds = time.monotonic() - began
    counts = f"acknowledged={len(acknowledged)} refused={len(refused)} lost={len(lost)} doubled={doubled}"
    print(f"{counts} seconds={seconds:.0f}")


LISTEN = """
document.addEventListener('keydown', event => {
  const form = document.querySelector('#card form');
  const pressed = JSON.parse(sessionStorage.getItem('pressed') || '[]');
  pressed.push([event.key, form ? form.getAttribute('action') : '']);
  sessionStorage.setItem('pressed', JSON.stringify(pressed));
}, true);
"""
"""What notes, on every page, which record is on the screen when a key is pressed."""


def presses(folder: Path, count: int, every: int) -> None:
    """A person leans on the keys i and m in turn, faster than pages can follow."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM, FLAGS

    fresh(folder, count + 500)
    running = Running(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        page = browser.new_page()
        page.add_init_script(LISTEN)
        page.goto(running.entry)
        page.goto(f"{running.url}/screening?stage={STAGE}")
        page.wait_for_selector("#card form", timeout=120_000)
        for n in range(count):
            page.keyboard.press("im"[n % 2])
            page.wait_for_timeout(every)
        page.wait_for_timeout(3000)
        pressed = json.loads(page.evaluate("sessionStorage.getItem('pressed')"))
        browser.close()
    running.stop()
    seen: dict[str, set[str]] = {}
    for key, action in pressed:
        seen.setdefault(action.rsplit("/", 1)[-1], set()).add({"i": "include", "m": "maybe"}[key])
    stored = events(folder)
    wrong = [one for one in stored if one[2] not in seen.get(one[1], set())]
    doubled = len(stored) - len({one[1] for one in stored})
    print(f"pressed={len(pressed)} stored={len(stored)} unseen={len(wrong)} doubled={doubled}")


def kills(folder: Path, count: int) -> None:
    """Start the server, send verdicts, kill it at a random moment; again and again on the same review."""
    keys = fresh(folder, 4_000)
    chance, acknowledged, cut = random.Random(1), [], 0
    for turn in range(count):
        command = [sys.executable, "-c", RUN, "serve", "--no-open", "--port", "0", "-C", str(folder)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        address = next(found[0] for line in server.stdout if (found := ADDRESS.search(line)))
        url = address.split("/enter")[0]
        headers = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
        killer = threading.Timer(chance.uniform(0.05, 3.0), server.send_signal, [signal.SIGKILL])
        with httpx.Client(base_url=url, headers=headers, timeout=20) as client:
            client.get(address)
            killer.start()
            try:
                for key in chance.sample(keys, 200):
                    verdict = chance.choice(VERDICTS)
                    if send(client, key, verdict):
                        acknowledged.append(("me", key, verdict))
            except httpx.HTTPError:
                cut += 1
        killer.join()
        server.wait()
        if turn % 20 == 19:
            print(f"{turn + 1} kills, {len(acknowledged)} acknowledged", file=sys.stderr, flush=True)
    stored = set(events(folder))
    lost = [one for one in acknowledged if one not in stored]
    with Review.open(folder) as review:
        problems = len(review.check())
    print(f"kills={count} cut={cut} acknowledged={len(acknowledged)} lost={len(lost)} problems={problems}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name in ("writes", "presses", "kills"):
        parser.add_argument(f"--{name}", type=int, default=0)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--every", type=int, default=20, help="milliseconds between two presses")
    chosen = parser.parse_args()
    if chosen.writes:
        writes(chosen.folder, chosen.writes, chosen.people)
    if chosen.presses:
        presses(chosen.folder, chosen.presses, chosen.every)
    if chosen.kills:
        kills(chosen.folder, chosen.kills)


if __name__ == "__main__":
    main()
