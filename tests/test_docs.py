"""Documentation that fails the build: every command shown is run, every link leads somewhere."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest

from synth.cli import COMMANDS, run
from tests.standin.server import StandIn

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
MEASURE = re.compile(r"python (?:-m )?(?:pytest\s+)?(tests[\w./]*\w)")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")

EXPORT = """TY  - JOUR
AU  - van Dijk, A.
TI  - Kennisbenutting in de schuldhulpverlening
PY  - 2015
AB  - Onderzoek kwam te laat voor de uitvoering; een tekort aan tijd belemmert het gebruik van kennis.
ER  -
"""
TIP = """@article{mueller-2018, author = {Müller, B.}, title = {Wissen in der Schuldnerberatung}, year = 2018}
"""
ARTICLE = "1 Aanleiding\n\nOnderzoek kwam te laat.\f2 Uitkomsten\n\nEr is weinig tijd om te lezen.\n"
SENTENCES = "id\ttext\n1\tDoor de hoge werkdruk komt niemand aan lezen toe.\n"
LIST = 'titel,auteurs,jaar\nWat werkt bij schulden,"de Vries, J.; Smit, A.",2016\n'
LABELS = """id,title,abstract,label_included
1,Debt advice,,1
2,Birds of the coast,,0
3,Debt counselling,Advice on debts,1
4,Birds in spring,,0
"""
FILES = {
    "labels.csv": LABELS,
    "article.txt": ARTICLE,
    "export.ris": EXPORT,
    "tip.bib": TIP,
    "sentences.tsv": SENTENCES,
    "list.csv": LIST,
}
WORK = {
    "id": "https://openalex.org/W1",
    "title": "Debt counselling and knowledge transfer",
    "display_name": "Debt counselling and knowledge transfer",
    "publication_year": 2019,
    "publication_date": "2019-01-01",
    "language": "en",
    "type": "article",
    "abstract_inverted_index": {"Implementation": [0], "of": [1], "debt": [2], "advice": [3]},
    "authorships": [],
    "ids": {},
    "biblio": {},
}


def commands(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [
        line for block in blocks for line in block.splitlines() if line.strip() and not line.startswith("#")
    ]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder in which a reader types along; the files a page speaks of appear where they are used."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n" * 50))
    with StandIn([WORK]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)

        def type_along(line: str) -> int:
            for name, content in FILES.items():
                Path(name).write_text(content, encoding="utf-8")
            words = shlex.split(line, comments=True)
            if words[0] == "cd":
                monkeypatch.chdir(words[1])
                return 0
            assert words[0] == "synth", f"{line}: only `synth` and `cd` are run"
            return run(words[1:])

        yield type_along


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: p.name)
def test_every_command_shown_works(page: Path, desk) -> None:
    codes = {line: desk(line) for line in commands(page)}
    assert {line: code for line, code in codes.items() if code} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


ALONE = ("demo", "serve")
"""Commands that are shown where nobody types along: one stands in the README, the other does not end."""

STEPS = (
    "new",
    "check",
    "search",
    "import",
    "dedupe",
    "screen",
    "code",
    "synthesize",
    "gaps",
    "report",
    "export",
)
"""The way from keywords to gaps: a newcomer goes it with the README alone."""


def test_the_readme_shows_every_step() -> None:
    shown = " ".join(commands(ROOT / "README.md"))
    assert [name for name in STEPS if f"synth {name}" not in shown] == []


def test_every_command_is_shown_somewhere() -> None:
    shown = " ".join(line for page in PAGES for line in commands(page))
    assert [name for name in COMMANDS if f"synth {name}" not in shown and name not in ALONE] == []


@pytest.mark.parametrize("kind", ["demo", "test"])
def test_the_two_commands_are_one_line_each(kind: str) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split(f"<!-- {kind} command -->")[1].split("```")[1].strip()
    assert block.startswith("python3 -m venv")
    assert "\n" not in block


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_measurement_shown_can_be_run(page: Path) -> None:
    shown = set(MEASURE.findall(page.read_text(encoding="utf-8")))
    files = [ROOT / name if "/" in name else ROOT / (name.replace(".", "/") + ".py") for name in shown]
    assert [str(path) for path in files if not (path.exists() or _is_program(path))] == []


def _is_program(path: Path) -> bool:
    """Whether a module is a package that can be run: `python -m tests.standin`."""
    return (path.with_suffix("") / "__main__.py").exists()
