"""The commands of the pages: serve, and account for people who sign in."""

from __future__ import annotations

import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.coder import coder_says
from synth.cli.options import called, emit, json_option, review_option, table
from synth.errors import UsageError
from synth.installing import installing

if TYPE_CHECKING:
    from synth.store.accounts import Account

NEEDED = ("starlette", "uvicorn", "argon2", "python_multipart")
ROLES = ("reader", "coder", "lead")


@click.command(name="serve")
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Port (default: 8765 or near it).")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--origin", default="", help="Address under which people reach it, through TLS: https://…")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@coder_says("Who decides and codes, without accounts (or set SYNTH_CODER).")
@review_option
def serve_command(folder: Path, port: int | None, host: str, origin: str, no_open: bool, coder: str) -> None:
    r"""Work in the review in a browser; it stays on this machine. Ctrl-C stops it.

    \b
    Examples:
      synth serve
      synth serve --coder anna --port 9000 --no-open
      synth serve --origin https://review.example.org     after `synth account anna --role lead`
    """
    _need_packages()
    from synth.web.serving import serve, the_door

    door_for = the_door(folder, host, origin=origin, person=coder)
    serve(folder, host, port, door_for=door_for, told=lambda address, again: _tell(address, again, no_open))


@click.command(name="account")
@click.argument("name", required=False, default="")
@click.option(
    "--role", type=click.Choice(ROLES), default=None, help="reader looks, coder decides, lead sets up."
)
@click.option("--full-name", default="", help="The name that pages show.")
@click.option("--password", "new_password", is_flag=True, help="Ask for a new password.")
@click.option(
    "--close", "closed", is_flag=True, help="The person may no longer come in; what they did stays."
)
@review_option
@json_option
def account_command(folder: Path, as_json: bool, name: str, **said: Any) -> None:
    r"""Let people sign in: make, change and close accounts, or list them.

    The password is asked for, or read from standard input when that is not a terminal.

    \b
    Examples:
      synth account
      synth account anna --role lead --full-name "Anna de Wit"
      synth account anna --password
    """
    _need_packages()
    from synth.protocol import load_protocol
    from synth.store import accounts

    load_protocol(folder)
    with closing(accounts.connect(folder)) as db:
        if name:
            _set_up(db, name, **said)
        known = accounts.accounts(db)
    lines = table([_row(one) for one in known], head=("account", "name", "role", "state")) if known else []
    data = {"accounts": [dict(zip(("id", "name", "role", "state"), _row(one), strict=True)) for one in known]}
    emit(
        data, lines or ["There are no accounts: `synth serve` lets in who has the address."], as_json=as_json
    )


def _set_up(
    db: Any, name: str, *, role: str | None, full_name: str, new_password: bool, closed: bool
) -> None:
    from synth.store import accounts
    from synth.web.people import New, add, change, close

    if accounts.account(db, name) is None:
        if role is None:
            raise click.UsageError(f"There is no account `{name}`. To make it, give --role.")
        return add(db, New(name, role, _password(), full_name))
    if closed:
        return close(db, name)
    return change(db, name, role=role, full_name=full_name, password=_password() if new_password else None)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer


def _row(account: Account) -> tuple[str, str, str, str]:
    return account.id, account.name, account.role, "open" if account.active else "closed"


def _tell(address: str, again: bool, no_open: bool) -> None:
    if again:
        click.echo(f"For another browser: {address}")
        return
    click.echo(f"Open {address}\nCtrl-C stops it.")
    if not no_open:
        import webbrowser

        webbrowser.open(address)


def browsing(folder: Path) -> list[str]:
    """How to open a review in a browser, with what has to be installed first."""
    lines = [f"To work in it in a browser: {called()} serve -C {folder}"]
    return lines if _packages() else [*lines, f"That needs a few more packages, once: {installing('web')}"]


def _packages() -> bool:
    return all(find_spec(name) for name in NEEDED)


def _need_packages() -> None:
    if not _packages():
        remedy = f"Install them: {installing('web')}"
        raise UsageError("The pages need packages that are not installed.", remedy=remedy)
