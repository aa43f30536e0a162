"""Made-up works about one thing and about others, in three languages."""

from __future__ import annotations

from synth.model import Record


def work(title: str, abstract: str = "", *, language: str = "nl", keywords: tuple[str, ...] = ()) -> Record:
    return Record(
        "made", title, "", title=title, abstract=abstract, language=language, keywords=keywords, year=2010
    )


KNOWN = [
    work("Re-integratie en kennisbenutting bij gemeenten", "Professionals gebruiken kennis te weinig."),
    work("Kennisbenutting in de praktijk", "Re-integratie vraagt om gebruik van kennis door professionals."),
    work("Arbeidstoeleiding: wat weten professionals?", "Kennisbenutting blijft achter bij gemeenten."),
    work("Arbeidstoeleiding van jongeren", "Implementatie van kennis; implementatietrajecten falen."),
    work("Arbeidstoeleiding en kennis", "Implementaties slagen als professionals meedoen."),
]
OTHERS = [
    work(f"Onderzoek {place} naar melkvee in Friesland", "De koeien geven melk; het gras is groen.")
    for place in range(20)
] + [work("Re-integratie van koeien", "Vee keert terug naar de wei."), work("Kennis van gras", "Groen gras.")]
