"""Translations without a review."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth import bundled
from synth.errors import UsageError
from synth.strategy.file import load_strategy
from synth.translation import read_draft, translate_rows

STRATEGY = load_strategy(bundled.path("queries", "starter.yaml"))


def test_a_source_gives_its_requests_and_what_was_widened() -> None:
    rows = list(translate_rows(STRATEGY, "openalex"))
    assert len([row for row in rows if "request" in row]) == 3
    assert all("api_key" not in row.get("request", "") for row in rows)


@pytest.mark.parametrize("name", ["wos", "ebsco", "scopus", "ovid", "proquest", "pubmed"])
def test_a_database_gives_a_string_and_its_lines(name: str) -> None:
    rows = list(translate_rows(STRATEGY, name))
    assert "schuldhulpverlening" in rows[0]["string"]
    assert [row["name"] for row in rows if "line" in row][:2] == ["topic-nl", "knowledge-nl"]
    assert any("remark" in row for row in rows)


def test_an_unknown_name_lists_sources_and_databases() -> None:
    with pytest.raises(UsageError, match=r"`crossref`.*`wos`"):
        list(translate_rows(STRATEGY, "picarta"))


def test_a_string_in_a_file_becomes_a_strategy(tmp_path: Path) -> None:
    path = tmp_path / "Hun zoekvraag.txt"
    path.write_text('(werk[tiab] OR arbeid[tiab]) AND "it\'s"[ti] AND review[pt]', encoding="utf-8")
    draft = read_draft(path, "pubmed")
    assert draft.strategy.id == "hun-zoekvraag"
    assert [one.name for one in draft.strategy.sets] == ["set-1", "set-2"]
    assert {warning.code for warning in draft.warnings} - {"S302"} == {"S304"}
