"""Choices that reviewers make differently, as `review.yaml` names them, and the rules that they change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from synth.dedupe.rule import Outcome

CHOICES: Mapping[str, tuple[str, ...]] = {
    "errata": ("genre",),
    "parts": ("part", "numbers"),
    "chapters": ("chapter-of-book", "isbn-only"),
    "conferences": ("meeting-and-journal",),
    "columns": ("recurring", "companion"),
    "updates": ("update",),
    "preprints": ("versions",),
    "translations": ("translation-place", "translation"),
    "editions": ("title-authors-year",),
}
"""Choice → the rules whose outcome it sets."""


def policy(choices: Mapping[str, str]) -> dict[str, Outcome]:
    """The outcome of each rule that the choices change; the protocol refuses choices that are not known."""
    return {rule: cast(Outcome, outcome) for name, outcome in choices.items() for rule in CHOICES[name]}
