"""Titles as different catalogues write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats.titles import spelled


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("TGF-β1 and IL-1α", "TGF-beta1 and IL-1alpha"),
        ("Die Rolle von α-Synuclein", "Die Rolle von alpha-Synuclein"),
        ("De rol van Δ9-THC", "De rol van delta9-THC"),
        ("ϕ and ϑ", "phi and theta"),
        ("Η υγεία στην Ελλάδα", "eta υγεία στην Ελλάδα"),
        ("Plain", "Plain"),
    ],
)
def test_a_greek_letter_among_others_is_its_name(written: str, plain: str):
    assert spelled(written) == plain


@given(st.text())
def test_any_text_is_spelled_once(text: str):
    assert spelled(spelled(text)) == spelled(text)
