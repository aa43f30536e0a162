"""Reading an expression: the grammar, and errors with their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import FileError, Position
from synth.strategy.expression import And, Leaf, Named, Near, Not, Or, labelled
from synth.strategy.parser import in_text, is_bounded, parse, parse_literal


def tree(text, **options):
    return labelled(parse(text, **options).expression, "")


def leaf(*words, field="any"):
    return Leaf(words, field)


A, B, C = leaf("a"), leaf("b"), leaf("c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", A),
        ("a AND b AND c", And((A, B, C))),
        ("a OR b OR c", Or((A, B, C))),
        ("a AND (b OR c)", And((A, Or((B, C))))),
        ("a OR b AND c", Or((A, And((B, C))))),
        ("a AND b OR c", Or((And((A, B)), C))),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT (b OR c)", And((A, Not(Or((B, C)))))),
        ("NOT NOT a", Not(Not(A))),
        ("((a))", A),
        ("title:a", leaf("a", field="title")),
        ("TITLE:a", leaf("a", field="title")),
        ("abstract:(a OR b)", Or((leaf("a", field="abstract"), leaf("b", field="abstract")))),
        ('keywords:"a b" AND c', And((leaf("a", "b", field="keywords"), C))),
        ("a # the first\nOR b # the second", Or((A, B))),
        ("# only a comment\na", A),
        ("a NEAR/3 b", Near(A, B, 3)),
        ("a NEAR b", Near(A, B, 15)),
        ("a AND b NEAR/0 c", And((A, Near(B, C, 0)))),
        ("NOT a NEAR/3 b", Not(Near(A, B, 3))),
        ("(a OR b) NEAR/3 c", Near(Or((A, B)), C, 3)),
        ('"a b*" NEAR/3 (c)', Near(leaf("a", "b*"), C, 3)),
        ("title:(a NEAR/3 b)", Near(leaf("a", field="title"), leaf("b", field="title"), 3)),
        ("title:a NEAR/3 b", Near(leaf("a", field="title"), leaf("b", field="title"), 3)),
        ("a NEAR/3 kw:b", Near(leaf("a", field="keywords"), leaf("b", field="keywords"), 3)),
        ("ti:a OR AB:b", Or((leaf("a", field="title"), leaf("b", field="abstract")))),
    ],
)
def test_the_grammar(text, expected):
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Re-integratie", ("Re-integratie",)),
        ("re‑ïntegratie", ("re‑ïntegratie",)),
        ("“sociale zekerheid”", ("sociale", "zekerheid")),
        ("„Soziale Sicherheit“", ("Soziale", "Sicherheit")),
        ("«sécurité sociale»", ("sécurité", "sociale")),
        ('"Modellen, theoretische"', ("Modellen", "theoretische")),
        ('"theoretisch* model*"', ("theoretisch*", "model*")),
        ("*implementatie", ("*implementatie",)),
        ("Maß*nahme", ("Maß*nahme",)),
        ("wom?n", ("wom?n",)),
        ("organi?ation$", ("organi?ation$",)),
        ('"?ocial labo$r"', ("?ocial", "labo$r")),
        ('"labo＄r wom？n*"', ("labo$r", "wom?n*")),
        ("NEARBY", ("NEARBY",)),
        ("near", ("near",)),
        ('"NEAR"', ("NEAR",)),
        ("p53", ("p53",)),
        ("auto's", ("auto's",)),
        ("U.S.", ("U", "S")),
        ('"en"', ("en",)),
        ("of", ("of",)),
        ('"AND"', ("AND",)),
        ('"werk\u00adgever"', ("werkgever",)),
        ('"½ dag"', ("1", "2", "dag")),
    ],
)
def test_the_words_of_a_term(text, words):
    assert tree(text) == Leaf(words)


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("work AND\n  (aid OR", 2, 10, "S004"),
        ("work AND\n  (aid", 2, 3, "S002"),
        ("work\nAND aid\nlabour", 3, 1, "S005"),
        ("work OR (aid OR titel:x)", 1, 17, "S011"),
        ("work AND OR aid", 1, 10, "S004"),
        ("OR aid", 1, 1, "S004"),
        ("work AND\n\n", 1, 9, "S004"),
        ("", 1, 1, "S009"),
        ("title:", 1, 7, "S004"),
        ("-work", 1, 1, "S026"),
        ("a, b", 1, 2, "S026"),
        ("a of b", 1, 3, "S007"),
        ("a und b", 1, 3, "S007"),
        ('a ""', 1, 3, "S008"),
        ('"a *"', 1, 1, "S010"),
        ("evidence-*", 1, 1, "S010"),
        ("?", 1, 1, "S010"),
        ("a AND ??$", 1, 7, "S010"),
        ("wom#n", 1, 4, "S015"),
        ("a NEAR/3", 1, 9, "S004"),
        ("NEAR/3 a", 1, 1, "S004"),
        ("a NEAR/3 NOT b", 1, 10, "S004"),
        ("a NEAR/3 b NEAR/3 c", 1, 12, "S020"),
        ("a NEAR/3 (b NEAR/3 c)", 1, 3, "S020"),
        ("(a AND b) NEAR/3 c", 1, 11, "S020"),
        ("title:a NEAR/3 abstract:b", 1, 9, "S021"),
        ("a near/3 b", 1, 3, "S016"),
        ("a NEAR/100 b", 1, 3, "S016"),
        ("a NEAR/x b", 1, 3, "S016"),
    ],
)
def test_an_error_names_its_line_and_column(text, line, column, code):
    with pytest.raises(FileError) as caught:
        parse(text)
    problem = caught.value.problems[0]
    assert (problem.position.line, problem.position.column, problem.code) == (line, column, code)
    assert problem.remedy


def test_every_unreadable_piece_is_told_at_once():
    with pytest.raises(FileError) as caught:
        parse("wom#n and titel:x EN [y]")
    assert [p.code for p in caught.value.problems] == ["S015", "S006", "S011", "S007", "S014"]


@pytest.mark.parametrize(
    ("operator", "instead"),
    [
        ("ADJ3", "NEAR/2"),
        ("adj3", "NEAR/2"),
        ("ADJ", "NEAR/0"),
        ("ADJ1", "NEAR/0"),
        ("W/5", "NEAR/5"),
        ("PRE/0", "NEAR/0"),
        ("N/4", "NEAR/4"),
        ("near/4", "NEAR/4"),
        ("NEAR5", "NEAR/5"),
        ("NEXT/2", "NEAR/2"),
        ("NEAR/500", "NEAR/99"),
    ],
)
def test_proximity_of_other_databases_names_what_to_write(operator, instead):
    with pytest.raises(FileError, match=f"Write `{instead}`"):
        parse(f"a {operator} b")


@pytest.mark.parametrize(
    ("text", "operator"), [("a EN b", "AND"), ("a OF b", "OR"), ("a ODER b", "OR"), ("a NICHT b", "NOT")]
)
def test_dutch_and_german_operators_name_the_one_that_is_meant(text, operator):
    with pytest.raises(FileError, match=f"write {operator}"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("werk[tiab]", "S025", "(title:term OR abstract:term)"),
        ('"terug naar werk"[Title/Abstract]', "S025", "(title:term OR abstract:term)"),
        ('"Return to Work"[Mesh] AND werk', "S025", "keywords:"),
        ("exp Work/ AND aid", "S025", "keywords:"),
        ("Work/ AND aid", "S025", "keywords:"),
        ("(werk OR arbeid).ti,ab.", "S025", "(title:term OR abstract:term)"),
        ("werk.ti.", "S025", "title:"),
        ("TI werk", "S025", "title:"),
        ('DE "Arbeit"', "S025", "keywords:"),
        ("TS=(werk OR arbeid)", "S025", "Leave it out"),
        ("TITLE-ABS-KEY(werk)", "S025", "Leave it out"),
        ("tiab:werk", "S011", "(title:term OR abstract:term)"),
        ("titel:werk", "S011", "title:"),
        ("zusammenfassung:Arbeit", "S011", "abstract:"),
        ("abstrac:werk", "S011", "Did you mean `abstract:`"),
        ("au:jansen", "S011", "title, abstract and keywords only"),
        ("werk & zorg", "S026", "Write AND"),
        ("werk | zorg", "S026", "Write OR"),
        ("werk, zorg", "S026", "Write OR"),
        ("werk -zorg", "S026", "Write NOT"),
        ("werk AND 'sociale zekerheid'", "S027", '"sociale zekerheid"'),
        ("‘soziale Sicherheit’ AND Arbeit", "S027", '"soziale Sicherheit"'),
        ('"werk zorg"~3', "S016", "NEAR/3"),
        ("werk N5 zorg", "S016", "NEAR/5"),
        ("werk NEAR/ 3 zorg", "S016", "NEAR/3"),
        ("werk near zorg", "S006", "Write NEAR"),
        ("werk AND OR zorg", "S004", "between `AND` and `OR`. Keep one"),
        ("werk NEAR/3 AND zorg", "S004", "between `NEAR/3` and `AND`"),
        ("werk%", "S015", "`%`"),
    ],
)
def test_what_people_paste_from_elsewhere_is_told_with_what_to_write(text, code, told):
    with pytest.raises(FileError) as caught:
        parse(text)
    problem = caught.value.problems[0]
    assert (problem.code, told in f"{problem.message} {problem.remedy}") == (code, True), str(problem)


@pytest.mark.parametrize(
    "text", ["auto's OR foto's", "TI OR AB", "title:(a)", '"R&D" OR "[x]"', "all OR key"]
)
def test_terms_that_only_look_like_it_are_terms(text):
    assert parse(text).expression


def test_side_by_side_words_are_offered_as_a_phrase():
    with pytest.raises(FileError, match='"return to work"'):
        parse("return to work AND aid")


def test_a_thousand_words_side_by_side_give_a_short_message():
    with pytest.raises(FileError) as caught:
        parse("work " * 1000)
    assert len(str(caught.value)) < 300


def test_names_of_sets_take_the_place_of_words():
    assert tree('topic AND (nl OR "a b")', sets=["topic", "nl"]) == And(
        (Named("topic"), Or((Named("nl"), leaf("a", "b"))))
    )


def test_an_unknown_set_is_told_with_the_known_ones():
    with pytest.raises(FileError, match=r"Did you mean `topic-nl`.*The sets are: topic-nl, topic-en"):
        parse("topic-n AND topic-en", sets=["topic-nl", "topic-en"])


def test_a_literal_term_is_its_words_in_this_order():
    parsed = parse_literal("Sociale zekerheid*", Position("f", 3, 5))
    assert parsed.expression == Leaf(("Sociale", "zekerheid*"), label="Sociale zekerheid*")
    assert not parsed.warnings


@pytest.mark.parametrize("text", ["Modellen, theoretische", "Innovation policies (policy)", "a AND b"])
def test_a_heading_without_forms_is_warned_of(text):
    assert [w.code for w in parse_literal(text, Position("f")).warnings] == ["S104"]


@pytest.mark.parametrize("text", ["...", "*", "Model *"])
def test_a_literal_term_that_means_nothing_is_refused(text):
    with pytest.raises(FileError):
        parse_literal(text, Position("f"))


@pytest.mark.parametrize(
    ("text", "bounded"),
    [
        ("a", True),
        ("NOT a", False),
        ("a NOT b", True),
        ("a OR NOT b", False),
        ("NOT (NOT a AND NOT b)", True),
        ("NOT (NOT a OR b)", True),
        ("NOT (NOT a AND b)", False),
    ],
)
def test_what_accepts_everything_that_lacks_a_term_is_known(text, bounded):
    assert is_bounded(parse(text).expression) is bounded


def test_brackets_that_make_the_order_plain_give_no_warning():
    assert not parse("(a AND b) OR (c AND d)").warnings
    assert not parse("(a OR b) AND c").warnings
    assert [w.code for w in parse("(a AND b OR c) AND d").warnings] == ["S102"]


def test_places_of_a_text_without_a_file_count_lines_and_columns_from_one():
    place = in_text("ab\ncd", "x")
    assert [str(place(i)) for i in (0, 1, 3, 4)] == ["x:1:1", "x:1:2", "x:2:1", "x:2:2"]


@given(st.text() | st.text(alphabet='ab ()":*#?ANDORT"-\n', max_size=40))
def test_any_text_is_read_or_refused_with_a_remedy(text):
    for sets in (None, ("a", "ab")):
        try:
            parse(text, sets=sets)
        except FileError as error:
            assert all(p.code in str(error) and p.remedy for p in error.problems)


@given(st.text())
def test_any_literal_is_read_or_refused(text):
    try:
        assert parse_literal(text, Position("f")).expression
    except FileError as error:
        assert error.problems
