"""What a person should look at in a search strategy that can be used, one rule each."""

from __future__ import annotations

from synth.strategy.expression import DEFAULT_GAP
from synth.strategy.rules import SHORTEST_STEM, Rule

WARNINGS = (
    Rule(
        "S101",
        "NOT without anything to search",
        "The strategy accepts everything that lacks a term.",
        "Records can be matched with it, but no source can be asked it: write what to look for before NOT.",
        "NOT labour",
        "work NOT labour",
        why="It can be matched against records, but a source would have to send its whole collection.",
    ),
    Rule(
        "S102",
        "AND and OR without brackets",
        "AND and OR stand side by side without brackets; AND is read first.",
        "Write brackets: databases differ in what they read first.",
        "work AND aid OR labour",
        "(work AND aid) OR labour",
        why=(
            "PubMed reads from left to right, Web of Science reads AND first. Brackets mean the same "
            "everywhere."
        ),
    ),
    Rule(
        "S103",
        "short truncation",
        f"`{{text}}` has fewer than {SHORTEST_STEM} letters beside `*` and fits very many words.",
        "Write more letters, or the words themselves with OR.",
        "wo*",
        "work*",
        why="`wo*` fits *work*, *woman*, *world* and thousands more.",
    ),
    Rule(
        "S104",
        "heading read literally",
        "`{text}` looks like a heading or an expression, but is searched as these words in this order.",
        "Write `forms` with what people write, or put it under `forms` as it is if that is what you mean.",
        "topic: {terms: ['Modellen, theoretische']}",
        "topic: {terms: [{term: 'Modellen, theoretische', forms: ['\"theoretisch* model*\"']}]}",
        kind="file",
        why=(
            "A thesaurus heading is rarely what authors write. Leave it as `term`, and give the searched "
            "words as `forms`."
        ),
    ),
    Rule(
        "S105",
        "set not used",
        "The set `{name}` is not used in `combine`.",
        "Use it there, or remove it.",
        "topic: {terms: [work]}\nspare: {terms: [labour]}",
        "topic: {terms: [work]}",
        kind="file",
        why="The terms of that set are not searched.",
    ),
    Rule(
        "S106",
        "NEAR without a number",
        f"NEAR without a number means NEAR/{DEFAULT_GAP}.",
        "Write the number: databases differ in what they take when there is none.",
        "work NEAR labour",
        "work NEAR/15 labour",
        why="Web of Science takes 15 words, ProQuest 4, Cochrane 6. Here it is 15.",
    ),
    Rule(
        "S107",
        "operator inside a phrase",
        "`{text}` has an operator between its quotes, where it is a word.",
        "Close the quotes before it: `a OR b`.",
        '"work OR labour"',
        "work OR labour",
        why="Between quotes everything is words next to each other, capitals or not.",
        kind="terms",
    ),
    Rule(
        "S108",
        "phrase with a stop word",
        "`{text}` has the stop word `{word}`.",
        "It must stand there exactly; to allow other words, write {instead}.",
        '"implementation of knowledge"',
        "implementation NEAR/1 knowledge",
        why=(
            "Here every word of a phrase counts. Some databases leave such words out of a phrase or "
            "allow any word in their place, so that the counts differ; and authors vary them."
        ),
        kind="terms",
    ),
    Rule(
        "S109",
        "few letters at the end",
        "`{text}` {few}.",
        "For any ending write `{stem}*`; a question mark has to go.",
        "implement$",
        "implement*",
        why="In Ovid `$` is any number of letters; here `$` is one or none, and `?` is exactly one.",
        kind="terms",
    ),
    Rule(
        "S110",
        "compound written in one way",
        "`{text}` is also written {how}.",
        "Add it to the set, or leave it when nobody writes it so.",
        "topic: {language: nl, terms: [arbeidsmarkt beleid]}",
        "topic: {language: nl, terms: [arbeidsmarkt beleid, arbeidsmarktbeleid]}",
        kind="file",
        why=(
            "Dutch and German write compounds as one word, and people also write them apart. The language of "
            "the term or its set must be known."
        ),
    ),
    Rule(
        "S111",
        "term held by another",
        "Whatever has `{text}` has `{other}` too.",
        "Remove it, or narrow the other one.",
        "work* OR working",
        "work*",
        why="It adds nothing to the set, and makes the strategy look more careful than it is.",
        kind="terms",
    ),
    Rule(
        "S120",
        "term in no record",
        "`{text}` stands in none of the {records} records.",
        "Check its spelling, and whether authors write it; a heading needs `forms`.",
        "work OR labuor",
        "work OR labour",
        kind="records",
        why=(
            "A term that hits nothing is often misspelt, or a heading that nobody writes. It does no harm"
            " by itself."
        ),
    ),
)
"""Warnings, by code: S1…"""
