"""The words of the pages: TOML files per language in `synth/web/locale`, one section per page."""

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
    """The words in a language: those of `<language>.toml`, and of `<page>.<language>.toml` for larger pages.

    Raises ValueError when two files have the same word.
    """
    texts: dict[str, str] = {}
    folder = files("synth").joinpath("web", "locale")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name == f"{language}.toml" or file.name.endswith(f".{language}.toml"):
            found = dict(flat(tomllib.loads(file.read_text(encoding="utf-8"))))
            if doubled := texts.keys() & found.keys():
                raise ValueError(f"{file.name}: {sorted(doubled)[0]} stands in another file too")
            texts.update(found)
    return Messages(language, texts)


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
