"""The bundled replications as reviews, without the reports that the demonstration writes."""

from __future__ import annotations

from pathlib import Path

from synth.review import Review


def replicate(folder: Path, template: str = "tno-2011") -> Path:
    """Make the whole review in `folder`: searched, de-duplicated, decided and coded."""
    with Review.create(folder, template=template) as review:
        review.search("corpus")
        review.take_in_corpus("added")
        review.dedupe()
        review.take_in_corpus("decisions")
        review.take_in_corpus("codings")
    return folder
