"""Strategies and texts drawn at random, cheap enough for thousands; a seed gives the same ones again.

The words are those in which Dutch, German and English differ between a strategy and a text: hyphens, accents,
apostrophes, compounds, endings.
"""

import random
import re
from functools import cache

from synth.strategy.expression import Leaf, Not, all_of, any_of, near
from synth.text import fold

# Each row: what a strategy may say, then other ways in which a text may write it.
ROWS = (
    (
        *("re-integratie", "reïntegratie", "reintegratie", "Re-integratie", "re‑integratie"),
        *("REÏNTEGRATIE", "re integratie"),
    ),
    ("coördinatie", "coordinatie", "Coördinatie", "co-ordinatie"),
    ("cliënt", "client", "cliënten", "client's", "Cliënt"),
    ("sociale", "sociaal", "Sociale"),
    ("zekerheid", "Zekerheid", "zekerheids-"),
    ("implementatie", "implementatie-onderzoek", "implementaties", "Implementatie."),
    ("Maßnahme", "Massnahme", "Maßnahmen", "maßnahme"),
    ("Umsetzung", "umsetzung", "Umsetzungs-Forschung"),
    ("employer", "employer's", "employer’s", "Employers", "employer-led"),
    ("evidence-based", "evidence based", "evidencebased", "Evidence-based"),
    ("multidisciplinary", "multi-disciplinary", "multidisciplinair"),
    ("return-to-work", "return to work", "Return-to-work", "return to-work"),
    ("foto's", "foto’s", "fotos", "foto"),
    ("evaluation", "Evaluations", "evaluate", "evaluative", "re-evaluation"),
    ("policies", "policy", "Policy-making"),
    (
        *("coördinatie-cliënt-reïntegratie-beleid", "coordinatie clientreintegratie-beleid"),
        *("coördinatie-cliënt reïntegratiebeleid", "Coördinatie-cliënt-reïntegratie-beleid"),
    ),
    ("Rückkehr", "Ruckkehr", "rückkehr", "Rückkehr-Programm"),
    ("de", "van", "in", "to"),
    ("Straßenausschuss", "Strassenausschuß", "Strassenausschuss", "straßenausschuß"),
    ("Gefässe", "Gefäße", "Gefasse", "gefässe", "Gefaße"),
    ("praktijk", "praktĳk", "Praktijk", "praktijk-"),
    ("manoeuvre", "manœuvre", "Manoeuvres", "manœuvres"),
    ("encyclopaedie", "encyclopædie", "Encyclopaedie"),
    ("coefficient", "coëfficiënt", "coefficiënt", "coëfficient", "co-efficient"),
    ("processen-assessment-missie", "proceßen-assessmentmissie", "processenassessment mißie"),
)
TRUNCATED = (
    *("implementat*", "impl*atie", "cli*", "so*", "*zorg", "re-int*", "e-health*", "evaluat*", "polic*"),
    *("implementat?e", "cli?nt", "cli$nt", "client$", "s?ci*", "re$integratie", "?org", "zorg$", "multi*"),
    *(
        "mas*",
        "gross*",
        "partij*",
        "Massnahm*",
        "praktijk*",
        "manoeuv*",
        "encyclopæd*",
        "Strasse*",
        "coeffic*",
    ),
)
# Truncated through a letter that stands for two, and texts that have it.
CUT = (
    ("mas*", "Maßnahme"),
    ("mass*", "Maßnahme"),
    ("Groß*", "Grossbetrieb"),
    ("gros*", "Großbetrieb"),
    ("parti*", "Partĳen"),
    ("partij*", "partĳ"),
    ("encyclopa*", "encyclopædie"),
    ("mano*", "manœuvre"),
    ("mano?uvre", "manœuvre"),
)
TERMS = (*(row[0] for row in ROWS), *TRUNCATED)
TEXTS = (
    *(text for row in ROWS for text in row),
    *("Großbetrieb", "partĳ", "partijen", "praktĳken", "praktijkonderzoek", "coëfficiënten"),
    *("zorg", "thuiszorg", "e-health", "implementation", "implementing", "sozial", "evaluators"),
)
GLUE = (" ", " ", " ", ", ", ". ", ": ", " (", "; ")
FIELDS = ("any", "any", "title", "abstract", "keywords")


def leaf(chance):
    """Return a word or a phrase of at most three, in some field."""
    return Leaf(tuple(chance.choices(TERMS, k=chance.choice((1, 1, 2, 3)))), chance.choice(FIELDS))


def expression(chance, depth=2):
    """Return an expression of terms, brackets, NOT and NEAR."""
    kind = chance.random()
    if depth == 0 or kind < 0.3:
        return leaf(chance)
    if kind < 0.37:
        return near(leaf(chance), leaf(chance), chance.randint(0, 3))
    parts = [expression(chance, depth - 1) for _ in range(chance.choice((2, 2, 3)))]
    if kind < 0.65:
        return all_of(*parts)
    return any_of(*parts) if kind < 0.9 else all_of(parts[0], Not(parts[1]))


def text(chance, wanted):
    """Return a text of a few words, some of which are ways to write the `wanted` ones."""
    words = [chance.choice(TEXTS) for _ in range(chance.randint(0, 4))]
    words += [way for word in wanted for way in (_way(chance, word),) if chance.random() < 0.7]
    if chance.random() < 0.3:
        chance.shuffle(words)
    return "".join(word + chance.choice(GLUE) for word in words)


def _way(chance, word):
    """Return a way to write a word of a strategy: another of its row, or a word that fits what is cut off."""
    return chance.choice(_ways(word))


@cache
def _ways(word):
    row = next((row for row in ROWS if row[0] == word), ())
    stem = fold(re.split(r"[*$?]", word)[0])
    fits = [one for one in TEXTS if stem and fold(one).startswith(stem)]
    return row or fits or [word.strip("*$?")]


def chances(seed, number):
    """Yield `number` sources of chance; the same for the same seed."""
    for one in range(number):
        yield random.Random(f"{seed}-{one}")
