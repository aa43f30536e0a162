"""How what is missing is installed: one command that works wherever `synth` itself was installed from."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

NAME = "synth-review"
"""The package as it is called where packages are published."""


def installing(extra: str) -> str:
    """The command that adds the packages of an extra; its quotes are understood by every shell."""
    return f"{_pip()} {_wanted(f'[{extra}]')}"


def newest() -> str:
    """What puts the newest version in the place of this one: a command, or two in a clone."""
    clone = _clone()
    if clone is None:
        return f"{_pip()} --upgrade {_wanted('')}"
    return f'git -C "{clone}" pull, and then {_pip()} {_wanted("")}'


def asked(remedy: str) -> str:
    """The remedy for people who are elsewhere: whom to ask, where it gives a command that installs here."""
    return _COMMAND.sub(
        lambda found: f"{_ASK[found[1]]} whoever runs the server to install {found[2]}.", remedy
    )


_COMMAND = re.compile(r"(Install|install) (it|them|the newest): .* -m pip install .*")
_ASK = {"Install": "Ask", "install": "ask"}


def _pip() -> str:
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip install"


def _wanted(extras: str) -> str:
    """What pip is given: the clone that `synth` runs in or came from, else its name."""
    clone = _clone()
    if clone is None:
        return f'"{NAME}{extras}"'
    return f'-e "{clone}{extras}"' if clone == _beside() else f'"{clone}{extras}"'


def _clone() -> Path | None:
    """The clone that `synth` runs in or came from; None for a published package."""
    came = _origin(_direct_url())
    return next((one for one in (_beside(), came) if one and _is_clone(one)), None)


def _beside() -> Path:
    return Path(__file__).resolve().parent.parent


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
