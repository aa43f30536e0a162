"""What makes a search strategy unusable, one rule each."""

from __future__ import annotations

from synth.strategy.expression import SEARCH_FIELDS
from synth.strategy.rules import MAX_DEPTH, MAX_WORDS, Rule

_FIELDS = ", ".join(SEARCH_FIELDS)

_DOUBLING = "#1 work OR aid" + "".join(f"\n#{i} #{i - 1} AND (#{i - 1})" for i in range(2, 20))

ERRORS = (
    Rule(
        "S001",
        "quote not closed",
        "The quote that opens at `{text}` is not closed.",
        "Write the closing quote at the end of the phrase.",
        '"evidence based',
        '"evidence based"',
        why="Straight quotes, “…”, „…“ and «…» all work, but each needs its end.",
    ),
    Rule(
        "S002",
        "bracket not closed",
        "The bracket `(` is not closed.",
        "Write `)` where the group ends.",
        "work AND (aid OR labour",
        "work AND (aid OR labour)",
        why="The place is that of the bracket that stays open.",
    ),
    Rule(
        "S003",
        "bracket not opened",
        "The bracket `)` was not opened.",
        "Remove it, or write `(` where the group begins.",
        "work OR labour)",
        "(work OR labour)",
        why="There is one `)` too many, or a `(` is missing before.",
    ),
    Rule(
        "S004",
        "term missing",
        "A term is missing {where}.",
        'Write a word, a "phrase" or a group in brackets there.',
        "work AND",
        "work AND aid",
        why="An operator needs something on each side; NOT and a field need something behind them.",
    ),
    Rule(
        "S005",
        "no operator between terms",
        "`{left}` and `{right}` stand side by side without an operator.",
        "Write AND or OR between them{phrase}.",
        "sociale zekerheid",
        '"sociale zekerheid"',
        why=(
            "Databases disagree on what words side by side mean: a phrase, AND or OR. Here it has to be "
            "written."
        ),
    ),
    Rule(
        "S006",
        "operator in small letters",
        "`{text}` is not an operator in small letters.",
        "Write {operator}; if you mean the word, put it in quotes.",
        "work and labour",
        "work AND labour",
        why="Small `and` could be a word of a phrase. Operators are written in capitals.",
    ),
    Rule(
        "S007",
        "operator in another language",
        "`{text}` is not an operator.",
        "Operators are AND, OR and NOT: write {operator}; if you mean the word, put it in quotes.",
        "werk EN arbeid",
        "werk AND arbeid",
        why=(
            "Operators are English, whatever the language of the terms: `EN`/`UND` is AND, `OF`/`ODER` is"
            " OR, `NIET`/`NICHT` is NOT."
        ),
    ),
    Rule(
        "S008",
        "empty phrase",
        "The term `{text}` has no letters or digits.",
        "Write a word in it, or remove it.",
        'work OR ""',
        "work",
        why="A term needs at least one letter or digit.",
    ),
    Rule(
        "S009",
        "nothing to search",
        "There is nothing to search {where}.",
        "Write at least one term.",
        "work OR ()",
        "work",
        why="An empty expression would match nothing or everything.",
    ),
    Rule(
        "S010",
        "truncation alone",
        "In `{text}` a `*` stands alone, so that any word fits.",
        "Write letters beside `*`, or remove it.",
        "work AND *",
        "work AND aid*",
        why="`*` stands for letters of a word; by itself, or between hyphens, it would fit any word.",
    ),
    Rule(
        "S011",
        "unknown field",
        "There is no field `{name}`.",
        f"Use one of: {_FIELDS}; if the colon belongs to the term, put the term in quotes.",
        "titel:werk",
        "title:werk",
        why="Fields are `title`, `abstract`, `keywords` and `any`.",
    ),
    Rule(
        "S012",
        "field inside a field",
        "The field `{name}` stands inside another field.",
        "Name one field for each term.",
        "title:(work OR abstract:labour)",
        "title:work OR abstract:labour",
        why="A term cannot stand in two fields at once.",
    ),
    Rule(
        "S013",
        "unknown set",
        "There is no set `{name}`.",
        "{closest}The sets are: {known}. A term needs quotes here.",
        "topic AND nowledge",
        "topic AND knowledge",
        kind="combine",
        why="In `combine`, words without quotes are names of sets.",
    ),
    Rule(
        "S014",
        "sign not understood",
        "The sign `{text}` means nothing here.",
        "Put the term in quotes, or write AND, OR, NOT, ( ) or a field such as `title:`.",
        "work[tiab]",
        "title:work OR abstract:work",
        why=(
            "Signs of other databases, such as `[tiab]` or a comma, are not part of the syntax. In quotes"
            " they are ignored."
        ),
    ),
    Rule(
        "S015",
        "wildcard not understood",
        "The sign `#` in `{text}` is no wildcard here.",
        "Write `?` for exactly one letter, `$` for one or none, `*` for any; put a space before a comment.",
        "wom#n",
        "wom?n",
        why=(
            "`#` begins a comment. Databases use different signs: here `?` is exactly one letter, `$` one"
            " or none, `*` any letters or none."
        ),
    ),
    Rule(
        "S016",
        "proximity not understood",
        "The operator of proximity `{text}` is not understood.",
        "Write `{instead}`: at most so many words between the two, in either order.",
        "work ADJ3 labour",
        "work NEAR/2 labour",
        why=(
            "Databases write proximity in different ways. `NEAR/n` allows at most n words between the two"
            " terms, in either order. ADJ3 of Ovid allows two words between, so it is `NEAR/2`; for terms"
            " next to each other in one order, write a phrase."
        ),
    ),
    Rule(
        "S017",
        "numbered line",
        "`{text}` calls a numbered line, but there are none here.",
        "Number the lines (`#1 …`) in a plain text file or under `lines`, or give sets names and call those.",
        "#1 OR #2",
        "work OR labour",
        why="`#1` is kept free for numbered lines; a comment needs a space behind `#`.",
    ),
    Rule(
        "S018",
        "nested too deep",
        f"Brackets and NOTs stand more than {MAX_DEPTH} deep inside each other.",
        "Split the expression into sets and combine them by name.",
        "(" * (MAX_DEPTH + 1) + "work" + ")" * (MAX_DEPTH + 1),
        "(work)",
        why="More than 50 deep, nobody can read it.",
    ),
    Rule(
        "S019",
        "phrase too long",
        f"The phrase `{{text}}` has more than {MAX_WORDS} words.",
        "Keep the words that matter, or write parts of it with AND between them.",
        '"' + "work and " * (MAX_WORDS // 2) + 'labour"',
        '"work and labour"',
        why="A phrase of more than 32 words is a sentence; it would match only its source.",
    ),
    Rule(
        "S020",
        "NEAR beside more than terms",
        "On each side of `{text}` there must be a term, or terms joined by OR in brackets.",
        "Write NEAR between each pair of terms, and join the pairs by AND.",
        "work NEAR/3 (labour AND aid)",
        "(work NEAR/3 labour) AND (work NEAR/3 aid)",
        why=(
            "What stands near what must be plain: a word, a phrase, or a group of those joined by OR. "
            "NEAR cannot be chained, and AND, NOT or another NEAR cannot stand inside its sides."
        ),
    ),
    Rule(
        "S021",
        "NEAR between two fields",
        "The two sides of `{text}` stand in different fields.",
        "Name one field for both, or write AND.",
        "title:work NEAR/3 abstract:labour",
        "title:(work NEAR/3 labour)",
        why="Nothing can match: two terms are near each other only in one and the same text.",
    ),
    Rule(
        "S022",
        "unknown line",
        "There is no line `{name}` above this one.",
        "Call one of: {known}.",
        "#1 work\n#2 #1 OR #3\n#3 labour",
        "#1 work\n#2 labour\n#3 #1 OR #2",
        kind="lines",
        why="A line may call the lines above it, by their numbers.",
    ),
    Rule(
        "S023",
        "line called without its sign",
        "`{text}` without quotes could be the line `{line}`, or the term.",
        "Write `{line}` for the line; put the term in quotes.",
        "#1 work\n#2 labour\n#3 1 OR 2",
        "#1 work\n#2 labour\n#3 #1 OR #2",
        kind="lines",
        why="Some databases call lines by the number alone, or as S1. Here that is a term to search.",
    ),
    Rule(
        "S024",
        "line too large",
        "Written out, the line `{name}` has too many terms.",
        "Call each line once.",
        _DOUBLING,
        "#1 work OR aid\n#2 labour\n#3 #1 AND #2",
        kind="lines",
        why="Lines that call lines twice double at each step.",
    ),
    Rule(
        "S201",
        "set without one content",
        "The set `{name}` needs either `terms` or `expression`.",
        "Keep one of the two.",
        "topic: {label: {en: Topic}}",
        "topic: {terms: [work]}",
        kind="file",
        why="A set is either a list of terms or one expression.",
    ),
    Rule(
        "S202",
        "term twice",
        "The term `{text}` stands twice in the set `{name}`.",
        "Remove one.",
        "topic: {terms: [Work, Work]}",
        "topic: {terms: [Work]}",
        kind="file",
        why="The second one adds nothing and would count twice in reviews of the strategy.",
    ),
    Rule(
        "S203",
        "line number twice",
        "The number `{name}` stands before two lines.",
        "Give each line a number of its own.",
        "#1 work\n#1 labour",
        "#1 work\n#2 labour\n#3 #1 OR #2",
        kind="lines",
        why="It would not be clear which one is called.",
    ),
    Rule(
        "S204",
        "no whole",
        "Nothing says how the sets combine.",
        "Write `combine`, as in `combine: topic AND knowledge`; only numbered `lines` can do without.",
        "sets:\n  topic: {terms: [work]}",
        "sets:\n  topic: {terms: [work]}\ncombine: topic",
        kind="whole",
        why="Of numbered lines the last one is the whole; sets have no order.",
    ),
    Rule(
        "S205",
        "filter not understood",
        "The filter `{text}` is not understood.",
        "Write `years: 2000-2010`, `years: 2000-`, or `languages: nl, de, en`.",
        "work OR labour\nyears: since 2000",
        "work OR labour\nyears: 2000-",
        kind="lines",
        why="A plain text file may end with years and languages, one to a line.",
    ),
    Rule(
        "S206",
        "lines without numbers",
        "`lines` does not begin with a number.",
        "Number each line: `#1 …`, `#2 …`.",
        "lines: work OR labour",
        "lines: |\n  #1 work\n  #2 #1 OR labour",
        kind="whole",
        why="Numbers are how lines call each other.",
    ),
)
"""Errors, by code."""
