"""The table of variants in docs/terms.md, made from the rules."""

from __future__ import annotations

from synth.strategy.variants.rules import SPELLING_RULES

EXAMPLES = {
    "c-k": "cliënt", "k-c": "produktie", "kl-cl": "kliënt", "ij-y": "bedrijf", "y-ij": "wyk",
    "umlaut-apart": "Förderung", "umlaut-joined": "foerderung", "isatie-isering": "digitalisatie",
    "isering-isatie": "digitalisering", "ierung-ation": "digitalisierung", "ation-ierung": "digitalisation",
    "implementierung": "implementierung", "ph-f": "photographie", "f-ph": "fotografie",
    "t-z": "potential", "z-t": "potenzial", "ise-ize": "organise", "ize-ise": "organize",
    "yse-yze": "analyse", "yze-yse": "analyze", "our-or": "labour", "or-our": "labor",
    "re-er": "centre", "er-re": "center", "ll-l": "counselling", "l-ll": "counseling",
    "enrol": "enrolment", "enroll": "enrollment", "programme": "programme", "program": "program",
    "ae-e": "paediatric", "e-ae": "pediatric", "ence-ense": "defence",
    "ense-ence": "defense",
    "ogue-og": "dialogue", "judgement": "judgement", "judgment": "judgment", "ageing": "ageing",
    "aging": "aging",
}  # fmt: skip


def table() -> str:
    lines = ["| language | term | also | why |", "| --- | --- | --- | --- |"]
    for rule in SPELLING_RULES:
        word = EXAMPLES[rule.name].lower()
        (other,) = rule.others(word)
        lines.append(f"| {', '.join(rule.languages)} | {word} | {other} | {rule.reason} |")
    lines += [
        "| nl, de, en | arbeidsparticipatie | arbeids participatie, arbeid participatie"
        " | a compound written apart |",
        "| nl, de, en | arbeid participatie | arbeidsparticipatie | written as one word |",
        "| nl, de, en | policies | polic* | singular and plural, by truncation |",
    ]
    return "\n".join(lines) + "\n"
