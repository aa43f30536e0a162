"""The examples of docs/coding.md are read as they stand there."""

import re
from pathlib import Path

from synth.coding.codebook import CodebookFile, CodeFile, DimensionFile, load_codebook
from synth.coding.file import CodingsFile, EntryFile, read_codings
from synth.documents import load_text

DOCS = Path(__file__).parents[2] / "docs" / "coding.md"


def examples() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def test_the_codebook_and_the_codings_of_the_docs_can_be_read_together() -> None:
    codebook, codings = examples()
    read = read_codings(load_text(codings, name="docs"), load_codebook(codebook))
    assert [(c.code, c.direction) for c in read] == [
        ("time-to-read", "failure"),
        ("professional", "neutral"),
        ("time-to-read", "success"),
    ]


def test_every_key_of_the_files_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for model in (CodebookFile, DimensionFile, CodeFile, CodingsFile, EntryFile):
        for key in model.model_fields:
            assert f"`{key}`" in text or f"{key}:" in text, f"{model.__name__}.{key}"
