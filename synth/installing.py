"""How what is missing is installed: one command that works wherever `synth` itself was installed from."""

from __future__ import annotations

import json
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

NAME = "synth-review"
"""The package as it is called where packages are published."""


def installing(extra: str) -> str:
    """The command that adds the packages of an extra; its quotes are understood by every shell."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip install {_wanted(extra)}"


def _wanted(extra: str) -> str:
    """What pip is given: the clone that `synth` runs in or came from, else its name."""
    beside = Path(__file__).resolve().parent.parent
    if _is_clone(beside):
        return f'-e "{beside}[{extra}]"'
    came = _origin(_direct_url())
    return f'"{came}[{extra}]"' if came and _is_clone(came) else f'"{NAME}[{extra}]"'


def _is_clone(folder: Path) -> bool:
    return (folder / "setup.cfg").is_file() and (folder / "synth" / "__init__.py").is_file()


def _direct_url() -> str:
    """What the installer noted of where it installed from (PEP 610); empty for a published package."""
    try:
        return distribution(NAME).read_text("direct_url.json") or ""
    except PackageNotFoundError:
        return ""


def _origin(noted: str) -> Path | None:
    """The folder in such a note; None for another origin."""
    try:
        url = urlsplit(str(json.loads(noted)["url"])) if noted else None
    except (ValueError, KeyError, TypeError):
        return None
    return Path(url2pathname(url.path)) if url and url.scheme == "file" else None
