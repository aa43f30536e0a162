"""The option that says who is at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def coder_option(command: Command) -> Command:
    """`--coder`: who codes; what SYNTH_CODER says when it is left out."""
    return coder_says("Who codes (or set SYNTH_CODER).")(command)


def coder_says(text: str) -> Callable[[Command], Command]:
    """The same with a text of its own for the help: who decides, rules or judges."""
    return click.option("--coder", default="me", show_default=True, envvar="SYNTH_CODER", help=text)
