"""Grow a larger labelled set out of labelled sets, the same for the same seed, to measure at size.

    python tests/dedupe/grow.py OUT --records 100000 [--seed 1] FOLDER...

Each FOLDER has records.csv(.gz) and truth.csv(.gz), as for `score.py`. First come whole clusters, in a random
order, until the number is reached. When the sets are used up, works that never were are made of pieces (the
beginning of one title and the end of another, authors, journal and abstract of others, numbers and a DOI of
their own), each with up to three copies as catalogues would have them: typing errors, initials, abbreviated
journals, no DOI, abstract or issue, capitals. Writes OUT/records.csv and OUT/truth.csv.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.dedupe.peer import rows

COLUMNS = (
    "id", "source", "type", "title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "isbn",
    "abstract", "url", "language",
)  # fmt: skip
COPIES = (0, 0, 0, 1, 1, 2, 3)

Row = dict[str, str]


def clusters(folders: list[Path], chance: random.Random) -> list[list[Row]]:
    """The clusters of all sets, in a random order; one with a title of an earlier set is left out."""
    listed: list[list[Row]] = []
    titles: set[str] = set()
    for folder in folders:
        found: dict[str, list[Row]] = defaultdict(list)
        home = {row["id"]: row["cluster"] for row in rows(folder / "truth.csv")}
        for row in rows(folder / "records.csv"):
            found[home[row["id"]]].append(row)
        fresh = [one for one in found.values() if titles.isdisjoint(map(_letters, one))]
        titles.update(_letters(row) for one in fresh for row in one)
        listed += fresh
    chance.shuffle(listed)
    return listed


def _letters(row: Row) -> str:
    return "".join(letter for letter in row["title"].lower() if letter.isalnum())


def copy(row: Row, chance: random.Random) -> Row:
    """The record as another catalogue would have it."""
    new = dict(row)
    if chance.random() < 0.25:
        new["title"] = mistyped(new["title"], chance)
    if chance.random() < 0.1:
        new["title"] = new["title"].upper()
    if chance.random() < 0.4:
        new["authors"] = initials(new["authors"])
    if chance.random() < 0.4:
        new["journal"] = abbreviated(new["journal"])
    for field, share in (("doi", 0.5), ("abstract", 0.3), ("issue", 0.4), ("isbn", 0.5), ("url", 0.5)):
        if chance.random() < share:
            new[field] = ""
    if chance.random() < 0.2:
        new["pages"] = new["pages"].split("-")[0]
    return new


def mistyped(text: str, chance: random.Random) -> str:
    """One letter left out, doubled, or changed places with the next."""
    if len(text) < 10:
        return text
    place = chance.randrange(1, len(text) - 1)
    one, two = text[place], text[place + 1]
    return text[:place] + chance.choice(("", one + one, two)) + text[place + 1 :]


def initials(authors: str) -> str:
    """`Smith, John and Doe, Ann` → `Smith, J. and Doe, A.`"""
    people = [person.split(",") for person in authors.split(" and ")]
    return " and ".join(
        f"{one[0]}, {one[1].strip()[:1]}." if len(one) > 1 and one[1].strip() else one[0] for one in people
    )


def abbreviated(journal: str) -> str:
    """`Journal of Neuroscience` → `Jour. Neur.`"""
    words = [word for word in journal.split() if word.lower() not in ("of", "the", "and", "in", "for")]
    return (
        " ".join(word if len(word) < 6 else f"{word[:4]}." for word in words) if len(words) > 1 else journal
    )


def invented(pool: list[Row], number: int, chance: random.Random) -> Row:
    """A work that never was, made of pieces of others."""
    beginning, end, people, place, text = (chance.choice(pool) for _ in range(5))
    first, last = beginning["title"].split(), end["title"].split()
    page = chance.randrange(1, 2000)
    return {
        **dict.fromkeys(COLUMNS, ""),
        "type": "article",
        "title": " ".join(first[: len(first) // 2 + 1] + last[len(last) // 2 :]),
        "authors": people["authors"],
        "year": str(chance.randrange(1980, 2024)),
        "journal": place["journal"],
        "volume": str(chance.randrange(1, 200)),
        "issue": str(chance.randrange(1, 13)),
        "pages": f"{page}-{page + chance.randrange(1, 20)}",
        "doi": f"10.5555/{number}.{chance.randrange(10**6)}",
        "abstract": text["abstract"],
    }


def _plain(journal: str) -> bool:
    """A journal, not a whole source line with pages of its own."""
    return 0 < len(journal) < 80 and "(" not in journal


def grown(folders: list[Path], chance: random.Random) -> Iterator[tuple[int, Row]]:
    """Rows with the number of their cluster, without end."""
    number = 0
    pool: list[Row] = []
    for number, cluster in enumerate(clusters(folders, chance), start=1):
        pool.extend(cluster[:1])
        yield from ((number, row) for row in cluster)
    pool = [row for row in pool if row["title"] and row["authors"] and _plain(row["journal"])]
    while True:
        number += 1
        work = invented(pool, number, chance)
        yield number, work
        yield from ((number, copy(work, chance)) for _ in range(chance.choice(COPIES)))


def main() -> None:
    """Write a set of the size that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    csv.field_size_limit(10_000_000)
    options.out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)
    with (
        (options.out / "records.csv").open("w", encoding="utf-8", newline="") as records,
        (options.out / "truth.csv").open("w", encoding="utf-8", newline="") as truth,
    ):
        table = csv.DictWriter(records, COLUMNS, extrasaction="ignore")
        table.writeheader()
        truth.write("id,cluster\n")
        for number, (cluster, row) in enumerate(grown(options.folders, chance)):
            if number == options.records:
                break
            table.writerow({**row, "id": f"g{number:07}"})
            truth.write(f"g{number:07},{cluster}\n")


if __name__ == "__main__":
    main()
