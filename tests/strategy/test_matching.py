"""The local meaning of a strategy: which records match, and which term matched where."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.model import Hit, Record
from synth.strategy import matching, units
from synth.strategy.definition import Strategy, Years
from synth.strategy.expression import Leaf, Named, all_of, any_of, labelled
from synth.strategy.matching import KEYWORD_GAP, Matcher
from synth.strategy.parser import parse
from tests.strategy.drawn_expressions import expressions, naive, phrases_near_texts, records, strategy


def record(title="", abstract="", keywords=(), **fields):
    return Record("test", "1", "", title=title, abstract=abstract, keywords=tuple(keywords), **fields)


def matcher(text, **filters):
    return Matcher(Strategy("x", parse(text).expression, (), **filters))


def accepts(text, title):
    return matcher(text).match(record(title, abstract="…")).accepted


@pytest.mark.parametrize(
    "text", ["re-integratie", "reïntegratie", "re-ïntegratie", "reintegratie", "RE‑INTEGRATIE"]
)
@pytest.mark.parametrize(
    "title", ["Re-integratie", "reïntegratie", "Re‐ïntegratie", "REINTEGRATIE", "re\u00adintegratie"]
)
def test_dutch_spellings_of_one_word_match_each_other(text, title):
    assert accepts(text, f"De {title} van werknemers")


@pytest.mark.parametrize(
    ("text", "title", "matches"),
    [
        pytest.param("belemmer*", "Belemmerende factoren", True, id="nl-truncation"),
        pytest.param('"belemmerende factor*"', "Belemmerende factoren", True, id="nl-phrase-truncation"),
        pytest.param("effectief", "Effectiviteit van beleid", False, id="nl-no-stemming"),
        pytest.param("effectief", "Een effectieve aanpak", False, id="nl-word-form-as-written"),
        pytest.param("model", "Theoretische modellen", False, id="nl-plural-as-written"),
        pytest.param("participatie", "Arbeidsparticipatie", False, id="nl-compound-is-one-word"),
        pytest.param("*participatie", "Arbeidsparticipatie", True, id="nl-compound-truncated"),
        pytest.param("arbeidsparticipatie", "Arbeids-participatie", True, id="nl-compound-hyphen"),
        pytest.param("arbeidsparticipatie", "Arbeids participatie", False, id="nl-compound-apart"),
        pytest.param("autos", "Auto's van de zaak", True, id="nl-apostrophe"),
        pytest.param("interventie", "Een inter-\n  ventie", True, id="nl-broken-line"),
        pytest.param("arbeidsorganisatie", "Arbeids- en organisatie", False, id="nl-hanging-hyphen"),
        pytest.param('"a b"', "x-a-y b", False, id="a-part-is-no-neighbour"),
        pytest.param("ijssel", "De ĲSSEL", True, id="nl-ij"),
        pytest.param("maßnahme*", "ARBEITSMARKTPOLITISCHE MASSNAHMEN", True, id="de-sz"),
        pytest.param("massnahmen", "Maßnahmen", True, id="de-sz-back"),
        pytest.param("arbeitskräfte", "Arbeitskra\u0308fte", True, id="de-umlaut-forms"),
        pytest.param("arbeitskräfte", "Arbeitskrafte", True, id="de-umlaut-dropped"),
        pytest.param("arbeitskraefte", "Arbeitskräfte", False, id="de-umlaut-ae-is-another-word"),
        pytest.param("wissen", "Das Wissens", False, id="de-no-stemming"),
        pytest.param('"soziale sicherheit"', "Die soziale Sicherheit in Europa", True, id="de-phrase"),
        pytest.param('"evidence based"', "Evidence-based practice", True, id="en-hyphen-or-space"),
        pytest.param("evidence-based", "Evidence based practice", True, id="en-space-or-hyphen"),
        pytest.param("evidence-based", "Evidencebased practice", True, id="en-joined"),
        pytest.param('"return to work"', "Return-to-work policies", True, id="en-hyphens"),
        pytest.param("return-to-work", "Return to work", True, id="en-apart"),
        pytest.param("return-to-work", "Return-towork", True, id="en-half-joined"),
        pytest.param('"return to work"', "Work to return", False, id="en-order"),
        pytest.param('"social security"', "Social and economic security", False, id="en-adjacent"),
        pytest.param('"social security"', "Social, security", True, id="en-punctuation-between"),
        pytest.param("model*", "Remodelling", False, id="en-begins"),
        pytest.param("organi*ation", "Organisation", True, id="en-inside"),
        pytest.param("method*", "METHODS", True, id="en-case"),
        pytest.param("work", "Self-Work-Life", True, id="en-part"),
        pytest.param("wom?n", "Women at work", True, id="en-one-letter"),
        pytest.param("wom?n", "Womn", False, id="en-one-letter-lacks"),
        pytest.param("labo$r", "Labour, labor", True, id="en-optional-letter"),
        pytest.param("?rbeid", "Arbeid", True, id="nl-first-letter"),
        pytest.param("e$mail", "E-mail", True, id="nl-optional-letter-in-a-joined-word"),
        pytest.param("ma??nahme*", "Maßnahmen", True, id="de-sz-is-two-letters"),
        pytest.param("werk NEAR/1 zorg", "Werk in zorg", True, id="nl-near"),
        pytest.param("werk NEAR/1 zorg", "Zorg en werk", True, id="nl-near-in-either-order"),
        pytest.param("werk NEAR/1 zorg", "Werk in de zorg", False, id="nl-too-far"),
        pytest.param("werk NEAR/0 zorg", "Werk. Zorg", True, id="nl-near-across-sentences"),
        pytest.param("werk NEAR/1 zorg", "werk, re-integratie, zorg", True, id="nl-hyphenated-word-is-one"),
        pytest.param("wer* NEAR/1 werk", "werk", False, id="nl-a-word-is-not-near-itself"),
        pytest.param("wer* NEAR/1 werk", "werk werk", True, id="nl-twice"),
        pytest.param(
            '"de zorg" NEAR/1 (werk OR arbeid*)', "Arbeidsmarkt in de zorg", True, id="nl-near-group"
        ),
        pytest.param('"soziale arbeit" NEAR/2 wissen', "Wissen in der sozialen Arbeit", False, id="de-near"),
        pytest.param('"sozial* arbeit" NEAR/2 wissen', "Wissen in der sozialen Arbeit", True, id="de-near-*"),
        pytest.param("work NOT (life NEAR/1 balance)", "Work life balance", False, id="not-near"),
        pytest.param("work NOT (life NEAR/1 balance)", "Balance of work and life", True, id="not-near-far"),
        pytest.param("work NOT life", "Work and life", False, id="not"),
        pytest.param("work NOT life", "Work and love", True, id="not-absent"),
    ],
)
def test_what_a_term_matches(text, title, matches):
    assert accepts(text, title) is matches


def test_a_term_is_looked_for_in_its_field_only():
    work = record("Work", "Labour market", ["aid", "social", "security"])
    for text in ("title:work", "abstract:labour", "keywords:aid", "any:labour", 'abstract:"labour market"'):
        assert matcher(text).match(work).accepted, text
    for text in ("abstract:work", "title:labour", "title:aid"):
        assert not matcher(text).match(work).accepted, text


def test_a_phrase_does_not_span_two_keywords_or_fields():
    split = record("evidence", "based", ["social", "security"])
    assert not matcher('"social security"').match(split).accepted
    assert not matcher('"evidence based"').match(split).accepted
    assert not matcher("evidencebased").match(record("evidence-", "based")).accepted


def test_hits_say_which_term_stands_where():
    expression = all_of(
        labelled(any_of(Leaf(("re-integratie",)), Leaf(("terugkeer",))), "Re-integratie"),
        labelled(Leaf(("factor*",)), "Factor*"),
    )
    found = record("Over reïntegratie", "Terugkeer: de factoren.", ["x", "Re‑integratie"])
    match = Matcher(strategy(expression)).match(found)
    assert match.hits == (
        Hit("Re-integratie", "title", 5, 17, "reïntegratie"),
        Hit("Re-integratie", "abstract", 0, 9, "Terugkeer"),
        Hit("Factor*", "abstract", 14, 22, "factoren"),
        Hit("Re-integratie", "keywords", 3, 16, "Re‑integratie"),
    )
    texts = {"title": found.title, "abstract": found.abstract, "keywords": KEYWORD_GAP.join(found.keywords)}
    assert all(texts[hit.field][hit.start : hit.end] == hit.text for hit in match.hits)


def test_only_places_with_the_other_side_near_are_hits():
    text = "Kennis, beleid, zorg, beleid van kennis, kennis"
    hits = matcher("(kennis OR wissen) NEAR/1 beleid").match(record(text)).hits
    assert [(hit.term, hit.start) for hit in hits] == [
        ("kennis", 0),
        ("beleid", 8),
        ("beleid", 22),
        ("kennis", 33),
    ]


def test_a_term_alone_and_near_another_is_reported_once_a_place():
    hits = matcher("kennis AND (kennis NEAR/1 beleid)").match(record("kennis beleid, ja kennis")).hits
    assert [(hit.term, hit.start) for hit in hits] == [("kennis", 0), ("beleid", 7), ("kennis", 18)]


def test_terms_near_each_other_stand_in_one_text():
    near = matcher("kennis NEAR/9 beleid")
    assert not near.match(record("kennis", "beleid", ["kennis", "beleid"])).accepted
    assert near.match(record("", "", ["kennis", "beleid en kennis"])).accepted


@pytest.mark.parametrize(
    ("text", "undecidable"), [("kennis NEAR/1 beleid", True), ("title:(kennis NEAR/1 beleid)", False)]
)
def test_what_an_abstract_could_bring_near_keeps_a_record_open(text, undecidable):
    match = matcher(text).match(record("kennis"))
    assert (match.accepted, match.undecidable) == (False, undecidable)


def test_a_form_of_two_terms_is_a_hit_of_both():
    expression = any_of(Leaf(("model",), label="Model"), Leaf(("Model",), label="Modellen, theoretische"))
    hits = Matcher(strategy(expression)).match(record("Model")).hits
    assert [hit.term for hit in hits] == ["Model", "Modellen, theoretische"]


def test_terms_under_not_are_no_hits():
    assert [hit.text for hit in matcher("work NOT aid OR labour").match(record("work, labour aid")).hits] == [
        "work",
        "labour",
    ]


def test_the_longest_place_counts_once():
    hits = matcher("factor*").match(record("Factor-analysis of factors")).hits
    assert [hit.text for hit in hits] == ["Factor-analysis", "factors"]


def test_places_of_one_term_do_not_overlap():
    hits = matcher('"a a"').match(record("a a a a a")).hits
    assert [(hit.start, hit.end) for hit in hits] == [(0, 3), (4, 7)]


def test_a_rejected_record_has_no_hits_but_they_can_be_asked():
    work = record("Work", "…")
    both = matcher("work AND aid")
    assert both.match(work).hits == ()
    assert both.match(work).reasons == ("no-match",)
    assert [hit.text for hit in both.hits(work)] == ["Work"]


@pytest.mark.parametrize(
    ("text", "title", "accepted", "undecidable"),
    [
        ("work AND aid", "Work", False, True),
        ("work AND aid", "Nothing", False, True),
        ("work AND aid", "Work and aid", True, False),
        ("title:work AND aid", "Nothing", False, False),
        ("title:work AND aid", "Work", False, True),
        ("work NOT aid", "Work", True, False),
        ("work NOT aid", "Aid", False, False),
        ("keywords:work", "Work", False, False),
    ],
)
def test_without_an_abstract_only_what_could_still_match_is_undecidable(text, title, accepted, undecidable):
    match = matcher(text).match(record(title))
    assert (match.accepted, match.undecidable) == (accepted, undecidable)
    assert ("no-abstract" in match.reasons) is (accepted or undecidable)


@pytest.mark.parametrize(
    ("year", "language", "accepted", "reasons"),
    [
        (2000, "nl", True, ()),
        (2010, "en-GB", True, ()),
        (1999, "nl", False, ("year-outside",)),
        (2011, "fr", False, ("year-outside", "language-outside")),
        (None, "", True, ("year-unknown", "language-unknown")),
        (2005, "", True, ("language-unknown",)),
    ],
)
def test_filters_reject_what_is_outside_and_mark_what_is_unknown(year, language, accepted, reasons):
    filtered = matcher("work", years=Years(2000, 2010), languages=("nl", "de", "en"))
    match = filtered.match(record("Work", "…", year=year, language=language))
    assert (match.accepted, match.undecidable, match.reasons) == (accepted, False, reasons)


def test_a_record_outside_the_filters_is_not_undecidable():
    assert not matcher("work", years=Years(2000)).match(record("x", year=1990)).undecidable


@pytest.mark.parametrize(
    ("text", "title", "hit"),
    [
        ('"in vitro studie"', "Een <i>in vitro</i> studie", "in vitro</i> studie"),
        ("h2o", "H<sub>2</sub>O gebruik", "H<sub>2</sub>O"),
        ("arbeitskräfte", "Die Arbeitskr&auml;fte von morgen", "Arbeitskr&auml;fte"),
        ('"r d"', "R&amp;D at work", "R&amp;D"),
        ('"doel kennis"', "<h4>Doel</h4>Kennis <b>delen</b>", "Doel</h4>Kennis"),
        ('"doel kennis"', "&lt;p&gt;Doel&lt;/p&gt;Kennis", "Doel&lt;/p&gt;Kennis"),
        ("re-integratie", "Re&#8209;integratie", "Re&#8209;integratie"),
        ("y", "x<y and z>w", "y"),
        ("kennis*", "<jats:p>Kennis-<jats:bold>deling</jats:bold></jats:p>", "Kennis-<jats:bold>deling"),
    ],
)
def test_markup_is_passed_over_and_places_are_those_of_the_text_as_given(text, title, hit):
    match = matcher(text).match(record(title, "…"))
    assert match.accepted
    assert [title[one.start : one.end] for one in match.hits] == [hit]


def test_the_name_of_a_tag_is_no_word():
    assert not matcher("sub OR em OR amp").match(record("H<sub>2</sub>O", "<em>x</em> &amp; y")).accepted


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "\x00",
        "'",
        "-" * 500,
        "a-" * 500,
        "\ud800",
        "مرحبا",
        "<b>Work</b>",
        "=cmd|' /C calc'!A0",
        "e\u0301" * 99,
    ],
)
def test_odd_texts_are_texts(title):
    match = matcher('work OR "a b*" OR *e').match(record(title, title, [title, title]))
    assert match.accepted == any(hit.text for hit in match.hits)


def test_a_strategy_of_named_sets_alone_is_refused():
    with pytest.raises(ValueError, match="topic"):
        matching.compile_expression(Named("topic"))


@settings(max_examples=800)
@given(expressions, records)
def test_the_matcher_agrees_with_the_plain_meaning(expression, drawn):
    assert Matcher(strategy(expression)).match(drawn).accepted == naive(expression, drawn)


@settings(max_examples=500)
@given(phrases_near_texts())
def test_phrases_agree_with_the_plain_meaning_where_hyphens_differ(drawn):
    leaf, near = drawn
    assert bool(Matcher(strategy(leaf)).hits(near)) == naive(leaf, near)
    assert Matcher(strategy(leaf)).match(near).accepted == naive(leaf, near)


@settings(max_examples=300)
@given(expressions, records)
def test_what_an_abstract_could_add_is_never_rejected_without_it(expression, drawn):
    compiled = Matcher(strategy(expression))
    if compiled.match(drawn).accepted:
        without = compiled.match(record(drawn.title, "", drawn.keywords))
        assert without.accepted or without.undecidable


@given(expressions, records)
def test_every_hit_is_literal_text_of_its_field(expression, drawn):
    texts = {"title": drawn.title, "abstract": drawn.abstract, "keywords": KEYWORD_GAP.join(drawn.keywords)}
    for hit in Matcher(strategy(expression)).hits(drawn):
        assert texts[hit.field][hit.start : hit.end] == hit.text
        assert hit.text.strip() == hit.text != ""


@given(expressions, st.text(), st.text())
def test_no_text_breaks_the_matcher(expression, title, abstract):
    match = Matcher(strategy(expression)).match(record(title, abstract, [title]))
    assert not (match.accepted and match.undecidable)


def test_what_is_remembered_stays_bounded(monkeypatch):
    monkeypatch.setattr(units, "MAX_REMEMBERED", 10)
    small = matcher("wor*")
    for i in range(200):
        assert small.match(record(f"word{i} other{i} {'x' * 100}{i}", "…")).accepted
    assert max(len(small._idle), len(small._glances), len(small._units)) <= 10


def steps(action: Callable[[], object]) -> int:
    """The number of Python lines that an action runs."""
    count = 0

    def trace(*_):
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("*a*a*a*a*a*a*a*b", "a" * 60 + " ", id="stars"),
        pytest.param('"a* a* a* a* a* a* a* b"', "a ", id="phrase-of-stars"),
        pytest.param("a-a-a-a-a-b", "a-", id="hyphens"),
        pytest.param('"a*-a* a*-a* b"', "a-a ", id="hyphens-in-a-phrase"),
        pytest.param("a", "- \n", id="line-ends"),
        pytest.param("a* NEAR/2 (b OR a-a*)", "a-a b ", id="near"),
        pytest.param("a NEAR/2 b", "a ", id="near-one-side"),
        pytest.param("$?*$?*$?*a?$?$?$b", "a" * 60 + " ", id="wildcards"),
        pytest.param(" OR ".join(f"*a{i}*" for i in range(30)), "a ", id="many-stars"),
    ],
)
def test_time_grows_with_the_text_only(text, unit):
    """Twice the text takes at most about twice the steps, for terms made to be slow."""
    few, many = (steps(lambda n=n: matcher(text).hits(record(unit * n))) for n in (150, 300))
    assert many < 2.3 * few


@pytest.mark.parametrize("title", ["Werk und Arbeit", "Work", "Arbeid en zorg"])
def test_what_an_abstract_may_lack_under_not_keeps_a_record_open(title):
    match = matcher("(kennis OR Wissen OR knowledge) NOT concept").match(record(title))
    assert (match.accepted, match.undecidable) == (False, True)


def test_what_the_title_has_under_not_closes_it():
    match = matcher("kennis NOT concept").match(record("Concept"))
    assert (match.accepted, match.undecidable) == (False, False)
