"""What is packed comes back as it was, from memory, from a file, and in another process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from synth.web.packing import Packed

VALUES = {
    "finding/nl/F-1": {"a": [1, {"b": None}]},
    "finding/nl/F-2": "é\u2028",
    "finding/en/F-1": (),
    "token": 1,
}


@pytest.mark.parametrize("name", ["", "rows"])
def test_values_come_back_by_name_and_by_part(tmp_path: Path, name: str) -> None:
    packed = Packed(VALUES.items(), tmp_path / name if name else None)
    for one in (packed, pickle.loads(pickle.dumps(packed))):
        assert dict(one) == VALUES
        assert dict(one.part("finding/nl")) == {
            "F-1": VALUES["finding/nl/F-1"],
            "F-2": VALUES["finding/nl/F-2"],
        }
        assert one.get("finding/de/F-1") is None
    assert len(packed.part("finding")) == 3


def test_what_lies_in_a_file_is_not_carried_along(tmp_path: Path) -> None:
    packed = Packed([("long", "x" * 100_000)], tmp_path / "rows")
    assert len(pickle.dumps(packed)) < 1000
    assert packed["long"] == "x" * 100_000
