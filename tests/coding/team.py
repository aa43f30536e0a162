"""A small review that several people code, for tests and measurements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from synth.coding.entry import Entry
from synth.model import Decision, Direction, Passage
from synth.review import Review

RIS = "TY  - JOUR\nID  - {key}\nAU  - {author}, A.\nTI  - {title}\nPY  - 2012\nAB  - {abstract}\nER  -\n"
PEOPLE = "people: [{id: anna}, {id: ben}, {id: carla}]"
WORKS = {
    "Jansen": ("Kennis in de praktijk", "Er is te weinig tijd om te lezen. Kennis is te abstract."),
    "Mueller": ("Wissen in der Praxis", "Es fehlt an Zeit. Das Wissen ist zu abstrakt."),
    "Smith": ("Knowledge in practice", "There is no time to read. Knowledge is too abstract."),
}


def begin(folder: Path, rules: str = "{coders: 2}", works: Sequence[str] = tuple(WORKS)) -> Review:
    """Start a review with works that are included at full text: jansen-2012, mueller-2012, smith-2012."""
    Review.create(folder).close()
    protocol = folder / "review.yaml"
    text = protocol.read_text(encoding="utf-8").split("people:")[0]
    protocol.write_text(f"{text}coding: {rules}\n{PEOPLE}\n", encoding="utf-8")
    records = [
        RIS.format(key=number, author=name, title=WORKS[name][0], abstract=WORKS[name][1])
        for number, name in enumerate(works)
    ]
    (folder / "found.ris").write_text("".join(records), encoding="utf-8")
    review = Review.open(folder)
    review.take_in(folder / "found.ris")
    review.settle()
    for name in works:
        review.decide(Decision(f"{name.lower()}-2012", "full-text", "include", coder="anna"))
    return review


def code(
    review: Review, work: str, code: str, way: Direction | None, coder: str, *, dimension: str = "factor"
) -> str:
    """Give a code to a work in the coder's own words; return the uid of the coding."""
    passage = Passage(work, paraphrase={"en": f"{coder}: {code}."})
    return review.code(Entry(passage, {dimension: (code,)}, coder, way))[0].uid
