"""Suggestions for the texts of a table, without a review."""

import json

import pytest

from synth.cli import run
from synth.suggesting import suggest_texts

SENTENCES = {
    "nl": "Door de hoge werkdruk komt niemand aan lezen toe.",
    "de": "Wegen der hohen Arbeitsbelastung kommt niemand zum Lesen.",
    "en": "Because of the high workload nobody gets round to reading.",
}


@pytest.fixture
def suggested(tmp_path, capsys):
    """Run the command on a table; return its exit code, its rows and what it said of errors."""

    def suggest(text, *options):
        path = tmp_path / "texts.tsv"
        path.write_text(text, encoding="utf-8")
        code = run(["suggest", str(path), *options])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()] if not options else out, err

    return suggest


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
@pytest.mark.parametrize("column", ["lang", None])
def test_a_text_gives_its_determinant_direction_and_place(suggested, lang, column):
    rest = f"\t{lang}" if column else ""
    head = "id\ttext" + ("\tlang" if column else "")
    text = f"Eerste zin. {SENTENCES[lang]}"
    code, rows, _ = suggested(f"{head}\nx7\t{text}{rest}\n")
    first = rows[0]
    assert (code, first["id"], first["determinant"], first["direction"]) == (
        0,
        "x7",
        "organisation",
        "failure",
    )
    assert text[first["start"] : first["end"]] == SENTENCES[lang]
    assert first["why"]


@pytest.mark.parametrize(
    "text",
    [
        "Er zijn interviews gehouden met twintig managers.",
        "Welche Hindernisse sehen Führungskräfte in der Organisation?",
        "We asked professionals about barriers to implementation.",
        "",
    ],
)
def test_a_text_that_shows_nothing_gives_nothing(suggested, text):
    assert suggested(f"id\ttext\n1\t{text}\n")[:2] == (0, [])


def test_the_columns_may_stand_in_any_order_or_have_no_names(suggested):
    named = suggested(f"lang\ttext\tid\nen\t{SENTENCES['en']}\ta\n")[1]
    placed = suggested(f"a\t{SENTENCES['en']}\ten\n")[1]
    assert named == placed != []


def test_a_quoted_cell_with_line_ends_is_one_text(suggested):
    _, rows, _ = suggested(f'id\ttext\tlang\na\t"First line.\n{SENTENCES["en"]}"\ten\n')
    assert rows[0]["start"] == len("First line.\n")


def test_a_row_without_a_text_is_named(suggested):
    code, _, err = suggested("id\ttext\na\tText.\nb\n")
    assert (code, "texts.tsv:3" in err) == (2, True)


def test_a_quote_that_is_never_closed_is_named(suggested):
    code, _, err = suggested('id\ttext\na\tText.\tmore\nb\t"' + "Text. " * 30_000)
    assert (code, "texts.tsv:3" in err, "Close every quote" in err) == (2, True, True)


def test_json_is_one_document(suggested):
    _, out, _ = suggested(f"id\ttext\n1\t{SENTENCES['en']}\n", "--json")
    assert json.loads(out)[0]["determinant"] == "organisation"


def test_an_unknown_codebook_names_the_known_ones(suggested):
    code, _, err = suggested("id\ttext\n1\tx\n", "--codebook", "none")
    assert (code, "determinants" in err) == (2, True)


TEXTS = (
    ("a", f"First. {SENTENCES['en']} The manual is clear.", "en"),
    ("b", SENTENCES["de"], "de"),
    ("c", SENTENCES["nl"], ""),
    ("d", "Het ministerie trok de subsidie in. De training was te lang.", "nl"),
    ("e", SENTENCES["en"], "nl"),
    ("f", "", ""),
)


def by_text(batches):
    """What each text gives when texts are handed over in these batches."""
    rows = [row for batch in batches for row in suggest_texts("determinants", batch)]
    return {key: [row for row in rows if row["id"] == key] for key, _, _ in TEXTS}


def test_suggestions_do_not_depend_on_batches_or_order():
    whole = by_text([TEXTS])
    assert {key for key, rows in whole.items() if rows} == {"a", "b", "c", "d", "e"}
    assert by_text([[text] for text in TEXTS]) == whole
    assert by_text([TEXTS[::-1]]) == whole
    assert by_text([TEXTS[3:], TEXTS[:3]]) == whole


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Heeft u genoeg tijd om te lezen?"),
        ("de", "„Haben Sie genügend Zeit zum Lesen?“"),
        ("en", "Is there enough time to read?"),
    ],
)
def test_a_question_gives_nothing(suggested, lang, text):
    assert suggested(f"id\ttext\tlang\n1\t{text}\t{lang}\n")[:2] == (0, [])


def test_texts_that_are_read_together_give_what_each_gives_alone():
    """Of several languages; one asks, one does not tell its language, one is empty."""
    written = [
        (f"{SENTENCES['nl']} {SENTENCES['en']} Wat kost dat?", ""),
        (f"{SENTENCES['de']}\n\n- Kein Budget.\n- Der Rat lehnte den Plan ab, leider.", ""),
        ("Budget.", ""),
        ("No budget, no staff.", "en"),
        ("", "nl"),
        (f"Geen tijd. {SENTENCES['en']}", "nl"),
    ]
    texts = [(str(number), text, language) for number, (text, language) in enumerate(written)]
    together = list(suggest_texts("determinants", texts, second=lambda: None))
    alone = [row for text in texts for row in suggest_texts("determinants", [text], second=lambda: None)]
    assert together == alone
    assert {row["id"] for row in together} == {"0", "1", "3", "5"}
