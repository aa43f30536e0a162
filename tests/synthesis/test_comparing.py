"""A computed list of gaps beside a published one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synth.bundled import path
from synth.errors import FileError
from synth.synthesis.comparing import compare, merged, suggestions
from synth.synthesis.gap_list_file import GapList, Link, Statement, read_gap_list

CLIENT = Statement("client", {"en": "Clients are hardly heard."}, "5", {"perspective": ("client",)})
NOTHING = Statement("vision", {"en": "More debate is needed."}, "1")
LISTED = GapList("list", {"en": "List"}, "somewhere", ("source",), (CLIENT, NOTHING), {})


STATEMENTS = {
    "absent-perspective": "The perspective “client” is heard in no passage.",
    "stated": "Authors say themselves that too little is known about “Skills”.",
}


def gap(name: str, kind: str = "absent-perspective", *, works: tuple[str, ...] = (), **cell: str) -> Any:
    return {
        "id": name,
        "type": kind,
        "cell": cell,
        "works": list(works),
        "place": "shown",
        "statement": {"en": STATEMENTS[kind]},
    }


GAPS = [gap("G-1", perspective="client"), gap("G-2", "stated", works=("source",), factor="skills")]


def test_without_links_everything_is_open_and_only_suggested() -> None:
    made = compare(LISTED, GAPS, ())
    assert made["counts"] == {"found": 0, "partly": 0, "missed": 0, "open": 2, "own": 0, "added": 2}
    client, vision = made["statements"]  # type: ignore[misc]
    assert [one["gap"] for one in client["suggested"]] == ["G-1"]
    assert vision["suggested"] == []


def test_links_say_what_was_found_and_missed_and_the_rest_is_added() -> None:
    links = [Link("client", "G-1", "same", "the same"), Link("vision", "", "none", "no rule sees it")]
    made = compare(LISTED, GAPS, links)
    assert made["counts"] == {"found": 1, "partly": 0, "missed": 1, "open": 0, "own": 0, "added": 1}
    assert made["added"] == ["G-2"]


def test_what_only_the_lists_own_source_states_is_told() -> None:
    made = compare(LISTED, GAPS, [Link("client", "G-2", "same", "it says so itself")])
    assert made["counts"]["own"] == 1  # type: ignore[index]
    both = [Link("client", "G-2", "partly", "it says so itself"), Link("client", "G-1", "same", "counted")]
    assert compare(LISTED, GAPS, both)["counts"]["own"] == 0  # type: ignore[index]


def test_a_link_to_a_gap_that_is_gone_no_longer_counts() -> None:
    made = compare(LISTED, GAPS, [Link("client", "G-9", "same", "the same")])
    assert made["counts"]["open"] == 2  # type: ignore[index]
    assert made["statements"][0]["gone"] == ["G-9"]  # type: ignore[index]


def test_what_the_review_says_wins_from_what_ships_with_the_list() -> None:
    shipped, own = Link("client", "G-1", "same", "shipped"), Link("client", "G-1", "partly", "own")
    assert merged([shipped], [own]) == [own]
    assert merged([shipped], []) == [shipped]


def test_suggestions_are_few_and_in_a_fixed_order() -> None:
    many = [gap(f"G-{n}", perspective="client") for n in range(9)]
    assert [one["gap"] for one in suggestions(CLIENT, reversed(many))] == ["G-0", "G-1", "G-2"]


@pytest.mark.parametrize(("name", "statements"), [("movisie-2016", 7), ("tno-2011", 8)])
def test_the_shipped_lists_can_be_read(name: str, statements: int) -> None:
    found = read_gap_list(path("corpus", "lists", f"{name}.yaml"))
    assert (found.id, len(found.statements)) == (name, statements)
    assert all(set(one.text) == {"nl", "en"} and one.section for one in found.statements)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("statements:\n  - {id: a, text: {en: x}}\n  - {id: a, text: {en: y}}", "stands twice"),
        (
            "statements:\n  - {id: a, text: {en: x}}\n"
            "links:\n  - {review: r, statement: b, verdict: same, reason: x}",
            "There is no statement `b`",
        ),
        ("statements: []", "statements"),
    ],
)
def test_mistakes_in_a_list_are_placed(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "list.yaml"
    head = "synth: gap-list/1\nid: mine\ntitle: {en: Mine}\nsource: me\n"
    file.write_text(head + text, encoding="utf-8")
    with pytest.raises(FileError, match=said):
        read_gap_list(file)
