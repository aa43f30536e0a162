"""The shape of the code: layers, budgets, and what ships."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "synth").rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
HEAVY = (
    "spacy",
    "pydantic",
    "rapidfuzz",
    "pyalex",
    "httpx",
    "sqlite_utils",
    "jinja2",
    "bibtexparser",
    "yaml",
    "sklearn",
    "scipy",
    "starlette",
    "uvicorn",
    "argon2",
)


def config() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """What each module of the package says, by where it stands."""
    return {str(p.relative_to(ROOT)): ast.parse(p.read_text(encoding="utf-8")) for p in MODULES}


def wrong(
    trees: dict[str, ast.Module], faults: Callable[[ast.Module], list[object]]
) -> dict[str, list[object]]:
    """The modules in which something is wrong, and what."""
    assert trees
    return {path: found for path, tree in trees.items() if (found := faults(tree))}


def test_imports_go_down_only() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_shows_the_layers_as_they_are() -> None:
    contract = configparser.ConfigParser()
    contract.read(ROOT / "setup.cfg", encoding="utf-8")
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = re.search(r"## Layers.*?```\n(.*?)```", page, re.S)[1]
    layers = contract["importlinter:contract:layers"]["layers"].split("\n")
    wanted = [set(line.replace("|", " ").split()) for line in layers if line.strip()]
    found: list[set[str]] = []
    for line in shown.splitlines():
        names = set(re.findall(r"[a-z0-9]+", line[:54]))
        found = [*found[:-1], found[-1] | names] if line.startswith(" ") else [*found, names]
    assert found == wanted


def long(tree: ast.Module) -> list[object]:
    """The functions that are longer than the budget, with their lines."""
    lengths = [(n.name, n.end_lineno - n.lineno + 1) for n in ast.walk(tree) if isinstance(n, FUNCTIONS)]
    return [(name, lines) for name, lines in lengths if lines > 50]


def unsaid(tree: ast.Module) -> list[object]:
    """What is public and does not say what it is."""
    kinds = (*FUNCTIONS, ast.ClassDef)
    named = [n for n in tree.body if isinstance(n, kinds) and not n.name.startswith("_")]
    module = [] if ast.get_docstring(tree) else ["the module"]
    return module + [n.name for n in named if not ast.get_docstring(n)]


def swallowed(tree: ast.Module) -> list[object]:
    """The lines that catch whatever comes and do not raise it again."""
    handlers = [n for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler)]
    broad = {
        h.lineno for h in handlers if h.type is None or ast.unparse(h.type) in {"Exception", "BaseException"}
    }
    allowed = {
        h.lineno for h in handlers if h.body and isinstance(h.body[-1], ast.Raise) and h.body[-1].exc is None
    }
    return sorted(broad - allowed)


def test_a_module_stays_within_the_budget(trees: dict[str, ast.Module]) -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}
    assert wrong(trees, long) == {}


def test_everything_public_says_what_it_is(trees: dict[str, ast.Module]) -> None:
    assert wrong(trees, unsaid) == {}


def test_no_error_is_swallowed(trees: dict[str, ast.Module]) -> None:
    assert wrong(trees, swallowed) == {}


@pytest.mark.parametrize(
    ("faults", "text", "found"),
    [
        (long, "def f():\n" + "    x\n" * 51, [("f", 52)]),
        (unsaid, "class A:\n    pass", ["the module", "A"]),
        (swallowed, "try:\n    x\nexcept Exception:\n    raise\ntry:\n    x\nexcept:\n    pass", [7]),
    ],
)
def test_a_fault_is_found(
    faults: Callable[[ast.Module], list[object]], text: str, found: list[object]
) -> None:
    assert faults(ast.parse(text)) == found


def test_every_package_ships() -> None:
    listed = {line for line in config()["options"]["packages"].split() if line}
    there = {".".join(p.parent.relative_to(ROOT).parts) for p in MODULES}
    assert there <= listed


def test_the_bundled_folders_ship() -> None:
    mapped = dict(line.split(" = ") for line in config()["options"]["package_dir"].strip().splitlines())
    assert {mapped[f"synth.{name}"] for name in ("queries", "codebooks", "corpus")} == {
        "queries",
        "codebooks",
        "corpus",
    }


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from synth.cli import run; run(['--help']);"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_no_module_hides_one_of_the_standard_library() -> None:
    own = {p.stem for p in (ROOT / "synth").glob("*.py")} - {"__init__"}
    assert own & set(sys.stdlib_module_names) == set()
