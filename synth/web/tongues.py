"""The words of the pages: one TOML file per language in `synth/web/locale`, one section per page."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from synth.i18n import Messages, flat

TONGUES = ("en", "nl", "de")
"""The languages of the pages; the first is that of a browser that asks for another."""

NAMES = {"en": "English", "nl": "Nederlands", "de": "Deutsch"}


@cache
def words(language: str) -> Messages:
    """The words in a language."""
    text = files("synth").joinpath("web", "locale", f"{language}.toml").read_text(encoding="utf-8")
    return Messages(language, dict(flat(tomllib.loads(text))))


def chosen(cookie: str, accepted: str) -> str:
    """The language to show: the one that was chosen, else the first of Accept-Language that there is."""
    if cookie in TONGUES:
        return cookie
    ranked = sorted(_preferences(accepted[:200]), key=lambda pair: -pair[1])
    return next((tongue for tongue, weight in ranked if tongue in TONGUES and weight), TONGUES[0])


def _preferences(accepted: str) -> list[tuple[str, float]]:
    found = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().lower().partition(";q=")
        try:
            found.append((tag[:2], float(weight or 1)))
        except ValueError:
            continue
    return found
