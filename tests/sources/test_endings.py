"""Where a truncated word is cut for an index of English stems."""

import pytest

from synth.sources.endings import before_endings

# Each row: a truncated word, and what Porter's stemmer makes of words that fit it.
ROWS = [
    ("evaluat", ["evalu"]),
    ("implementat", ["implement"]),
    ("reintegrat", ["reintegr"]),
    ("rehabilitat", ["rehabilit"]),
    ("representat", ["represent", "repres"]),
    ("generaliz", ["gener"]),
    ("effectiv", ["effect"]),
    ("policies", ["polici"]),
    ("relational", ["relat"]),
    ("aged", ["ag"]),
    ("sensib", ["sensibl"]),
    ("employ", ["employ", "emploi"]),
    ("conditional", ["condit"]),
    ("hopeful", ["hope"]),
    ("goodness", ["good"]),
]


@pytest.mark.parametrize(("stem", "kept"), ROWS)
def test_what_is_asked_holds_the_stem_of_every_word_that_fits(stem, kept):
    assert all(one.startswith(before_endings(stem)) for one in kept)


@pytest.mark.parametrize("stem", ["jeugd", "factor", "beleid", "wetenschap", "wissensch", "gezondheid"])
def test_a_beginning_that_no_ending_can_start_in_stays(stem):
    assert before_endings(stem) == stem


def test_a_beginning_that_folds_to_another_length_stays():
    assert before_endings("straßenation") == "straßenation"
