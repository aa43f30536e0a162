"""Values put into YAML as a person would: what stands around them stays."""

import pytest
import yaml

from synth.documents import load_text
from synth.errors import UsageError
from synth.rewriting import rewritten

TEXT = """\
# head
title: Old  # beside
years: {from: 2000}
list: [a, b]
long: >-
  several
  lines

# between
people:
  - id: anna   # first
    name: Anna
  # before the second
  - id: bart
empty: []
last: 1
"""


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("title",), "New: text"),
        (("title",), ""),
        (("years", "from"), 1990),
        (("years", "to"), 2020),
        (("years", "from"), None),
        (("list",), ["c"]),
        (("list", 1), "z"),
        (("list", 2), "new"),
        (("long",), "short"),
        (("long",), "a\nb"),
        (("people", 0, "name"), "Ann"),
        (("people", 1, "name"), "Bart"),
        (("people", 1), None),
        (("people", 0), None),
        (("people", 2), {"id": "cora", "name": "C"}),
        (("empty", 0), {"a": 1}),
        (("new",), {"deep": [1, {"x": "y"}]}),
        (("deep", "er", "est"), 3),
        (("last",), None),
        (("last",), {"a": 1}),
        (("title",), {"nl": "a", "en": "b"}),
        (("people",), None),
    ],
)
def test_a_value_is_what_was_asked_and_all_else_is_as_it_was(place, value):
    expected = yaml.safe_load(TEXT)
    node = expected
    for step in place[:-1]:
        node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
    if value is None:
        del node[place[-1]]
    elif isinstance(node, list) and place[-1] >= len(node):
        node.append(value)
    else:
        node[place[-1]] = value
    assert yaml.safe_load(rewritten(TEXT, [(place, value)])) == expected


def test_comments_and_order_stay():
    new = rewritten(TEXT, [(("title",), "New"), (("people", 1, "id"), "bea"), (("long",), "short")])
    for comment in ("# head", "# beside", "# between", "# first", "# before the second"):
        assert comment in new
    assert [line.split(":")[0] for line in new.splitlines() if line[:1].isalpha()] == list(
        yaml.safe_load(TEXT)
    )


def test_a_change_touches_its_own_lines_only():
    old, new = TEXT.splitlines(), rewritten(TEXT, [(("people", 0, "name"), "Ann")]).splitlines()
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [
        ("    name: Anna", "    name: Ann")
    ]


def test_what_was_changed_twice_is_as_if_changed_at_once():
    changes = [(("years", "to"), 2020), (("people", 2), {"id": "cora"}), (("title",), "x")]
    step = TEXT
    for one in changes:
        step = rewritten(step, [one])
    assert step == rewritten(TEXT, changes)


def test_words_that_an_older_yaml_takes_for_something_else_stay_words():
    text = "languages: [nl, no]\nlabel: {nl: ja, no: off}\n"
    new = rewritten(text, [(("languages", 2), "de"), (("label", "de"), "ja")])
    assert load_text(new, name="f").data == {
        "languages": ["nl", "no", "de"],
        "label": {"nl": "ja", "no": "off", "de": "ja"},
    }


def test_a_place_inside_a_text_cannot_be():
    with pytest.raises(UsageError):
        rewritten(TEXT, [(("title", 0), "x")])
