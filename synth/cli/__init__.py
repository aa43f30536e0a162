"""The command line: each command parses, calls one library function, prints.

Commands are imported when they are run, so that `synth --help` stays quick.
"""

from __future__ import annotations

import codecs
import errno
import importlib
import io
import sys
from typing import Any, TextIO

import click

import synth
from synth.errors import SynthError

COMMANDS = {
    "new": ("review", "Start a review from a template."),
    "demo": ("review", "Do the whole job on the bundled corpus, offline, in seconds."),
    "check": ("review", "Validate protocol, strategies, codebooks and database."),
    "plan": ("planning", "Say what a search will ask of each source, and what it costs."),
    "search": ("search", "Run the strategies on the sources of the review."),
    "add": ("adding", "Add works that somebody pointed to: DOI, ISBN, title …"),
    "chase": ("chasing", "Follow references and citing works of included works."),
    "log": ("searchlog", "Show what was searched and how; fill in PRISMA-S."),
    "site": ("searchlog", "Log a site that was searched by hand."),
    "import": ("importing", "Take in exported records, decisions or codings."),
    "dedupe": ("dedupe", "Make works out of records, and show why."),
    "screen": ("screening", "Decide which works come in: include, exclude or maybe."),
    "fulltext": ("fulltext", "Add full texts: PDF, HTML or plain text."),
    "code": ("coding", "Code works: look at suggestions, accept or reject them."),
    "agree": ("agree", "Show how far people agree, and where they differ."),
    "synthesize": ("synthesis", "Show the findings per determinant."),
    "gaps": ("gaps", "Show the typed knowledge gaps, or set them beside a published list."),
    "show": ("showing", "The works and passages behind an id of the synthesis or of a table."),
    "diff": ("diff", "What differs between two states of a review: findings and gaps, and why."),
    "assess": ("assessing", "Overrule the confidence of a finding, or judge a gap, with a reason."),
    "report": ("synthesis", "Write the report: HTML, Word, Markdown, tables, JSON."),
    "export": ("synthesis", "Write works, decisions and codings for other programs."),
    "serve": ("serving", "Work in the review in a browser."),
    "account": ("serving", "Let people sign in to the pages."),
    "terms": ("terms", "Propose terms from known works, and variants of terms."),
    "replicate": ("replicate", "Which known works the strategies find, and why the others are missed."),
    "read": ("plain", "Without a review: the records of files as JSON lines."),
    "columns": ("importing", "Without a review: how the columns of a table are understood."),
    "match": ("plain", "Without a review: which records a strategy accepts, and why."),
    "suggest": ("suggest", "Without a review: codes that the texts of a table may show."),
    "codebooks": ("codebooks", "Without a review: the codebooks of the package and their codes."),
    "translate": ("translate", "Without a review: a strategy for a source or database, or from a string."),
}
"""Command name → (module of this package, one line of help), in the order of the work."""

INTERRUPTED = "Interrupted. What was acknowledged is stored; run the same command again to go on."


def unwrapped(command: click.Command) -> click.Command:
    """Make the two-letter mark of a raw docstring the character by which click keeps lines apart."""
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    return command


class Commands(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, imported now; None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"synth.cli.{COMMANDS[cmd_name][0]}")
        return unwrapped(getattr(module, cmd_name + "_command"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one is close."""
        from difflib import get_close_matches

        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else " `synth --help` lists the commands."
            ctx.fail(f"No such command `{name}`.{hint}")
        return super().resolve_command(ctx, args)


@click.command(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(synth.__version__, prog_name="synth")
def cli() -> None:
    r"""From a set of keywords to a synthesis and a list of knowledge gaps.

    \b
    Examples:
      synth demo              the whole job on the bundled corpus
      synth new my-review     start a review of your own
      synth COMMAND --help    what a command does, with examples
    """


unwrapped(cli)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 the work failed, 2 wrong usage.

    The one place where errors become messages.
    """
    for stream in (sys.stdout, sys.stderr):
        _write_everything(stream)
    sys.exit(run(arguments))


def _write_everything(stream: TextIO) -> None:
    """Let every letter be written: UTF-8 in files and pipes, on a terminal `?` for what it cannot show.

    Elsewhere than on Linux and macOS Python writes files in an encoding of one country.
    """
    if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8")


def run(arguments: list[str] | None = None) -> int:
    """Run the command line with `arguments` (default: those of the process) and return the exit code."""
    try:
        result: Any = cli.main(args=arguments, prog_name="synth", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SynthError as error:
        click.echo(f"Error: {error}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(INTERRUPTED, err=True)
        return 1
    except OSError as error:
        return _os_error(error)
    except UnicodeEncodeError as error:
        return _no_text(error)
    return result if isinstance(result, int) else 0


def _no_text(error: UnicodeEncodeError) -> int:
    """Tell of bytes that are no text, as old names of files have them; they cannot be stored."""
    piece = error.object[max(0, error.start - 40) : error.end + 40]
    said = piece.encode("utf-8", "replace").decode()
    remedy = "Rename the file, or type it again in a terminal that is set to UTF-8."
    click.echo(f"Error: `{said}` has characters that are not UTF-8. {remedy}", err=True)
    return 2


def _os_error(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        sys.stderr.close()
        return 0
    remedies = {
        errno.ENOSPC: "Free space on the disk, then run the same command again.",
        errno.EACCES: "Give yourself the right to write there, or choose another folder.",
        errno.EROFS: "Choose a folder on a disk that can be written.",
    }
    where = f"{error.filename}: " if error.filename else ""
    remedy = remedies.get(error.errno or 0, "Check the path.")
    click.echo(f"Error: {where}{error.strerror or error}. {remedy}", err=True)
    return 1
