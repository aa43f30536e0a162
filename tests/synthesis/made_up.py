"""A made-up review, small enough to check by hand: six included works in nl, de and en, and others."""

from __future__ import annotations

import csv
from pathlib import Path

from synth.model import Coding, Decision, Hit, Name, Passage, Record, SearchRun, Suggestion, Work
from synth.synthesis import (
    Appearance,
    CodebookView,
    CodeView,
    Criterion,
    DimensionView,
    FoundRecord,
    Link,
    LinkedWork,
    Protocol,
    State,
    StoredCoding,
    StoredPassage,
)
from synth.synthesis.parameters import GapParameters


def text(nl: str, en: str, de: str) -> dict[str, str]:
    return {"nl": nl, "en": en, "de": de}


DETERMINANTS = (
    CodeView("innovation", text("Vernieuwing", "Innovation", "Neuerung")),
    CodeView("user", text("Gebruiker", "User", "Nutzer")),
    CodeView("organisation", text("Organisatie", "Organisation", "Organisation")),
    CodeView(
        "sociopolitical",
        text("Sociaal-politieke context", "Socio-political context", "Soziopolitischer Kontext"),
    ),
)
FACTORS = (
    CodeView("lack-of-time", text("Gebrek aan tijd", "Lack of time", "Zeitmangel"), "organisation"),
    CodeView(
        "support-of-management",
        text("Steun van de leiding", "Support of management", "Rückhalt der Leitung"),
        "organisation",
    ),
    CodeView(
        "protocols",
        text("Werken met protocollen", "Working with protocols", "Arbeiten mit Leitlinien"),
        "user",
    ),
    CodeView("skills", text("Vaardigheden", "Skills", "Fertigkeiten"), "user"),
    CodeView(
        "fit", text("Aansluiting bij het werk", "Fit with daily work", "Passung zum Alltag"), "innovation"
    ),
    CodeView(
        "plain-language", text("Begrijpelijke taal", "Plain language", "Verständliche Sprache"), "innovation"
    ),
    CodeView(
        "changing-policy", text("Wisselend beleid", "Changing policy", "Wechselnde Politik"), "sociopolitical"
    ),
)
PHASES = (
    CodeView("adoption", text("Adoptie", "Adoption", "Übernahme")),
    CodeView("implementation", text("Implementatie", "Implementation", "Implementierung")),
    CodeView("continuation", text("Continuering", "Continuation", "Verstetigung")),
)
PERSPECTIVES = (
    CodeView("professional", text("Professionals", "Professionals", "Fachkräfte")),
    CodeView("management", text("Leidinggevenden", "Managers", "Führungskräfte")),
    CodeView("client", text("Cliënten", "Clients", "Klienten")),
)
CODEBOOK = CodebookView(
    "small",
    "1.0.0",
    (
        DimensionView("determinant", text("Determinant", "Determinant", "Determinante"), DETERMINANTS),
        DimensionView("factor", text("Factor", "Factor", "Faktor"), FACTORS),
        DimensionView("phase", text("Fase", "Phase", "Phase"), PHASES),
        DimensionView("perspective", text("Gezichtspunt", "Perspective", "Perspektive"), PERSPECTIVES),
    ),
)

MORE = {
    "theme": "method debt",
    "issue": "learning goals",
    "stakeholder": "ministry uwv",
    "country": "nl ca",
    "sector": "work health",
    "level": "national local",
    "family": "qualitative randomised non-empirical",
    "evidence": "research experience",
    "presence": "present absent",
    "application": "applied not-applied",
    "statement": "found gap conclusion recommendation",
    "recommendation": "train",
}
"""Further dimensions and their codes."""

WIDE = CodebookView(
    "small",
    "1.0.0",
    (
        *CODEBOOK.dimensions,
        *(
            DimensionView(
                name,
                text(name.capitalize(), name.capitalize(), name.capitalize()),
                tuple(
                    CodeView(code, text(code.capitalize(), code.capitalize(), code.capitalize()))
                    for code in codes.split()
                ),
            )
            for name, codes in MORE.items()
        ),
    ),
)
"""The codebook with the dimensions of others joined to it."""

PROTOCOL = Protocol(
    id="small",
    title={"nl": "Een kleine verzonnen review", "en": "A small made-up review"},
    question={"nl": "Wat helpt en wat hindert?", "en": "What helps and what hinders?"},
    languages=("nl", "de", "en"),
    year_from=2000,
    criteria=(
        Criterion(
            "use-of-knowledge",
            "include",
            {"nl": "Gaat over kennisgebruik", "en": "Is about the use of knowledge"},
        ),
        Criterion("other-subject", "exclude", {"nl": "Ander onderwerp", "en": "Other subject"}),
        Criterion("no-data", "exclude", {"nl": "Geen gegevens", "en": "No data"}),
    ),
    gaps=GapParameters(margin=3, as_of=2012),
)

WORKS = {
    "jansen-2004": (
        "Tijd voor kennis",
        "Jansen;de Boer",
        2004,
        "article-journal",
        "nl",
        "Tijdschrift voor Werk",
    ),
    "jansen-2009": ("Protocollen in de spreekkamer", "Jansen", 2009, "report", "nl", ""),
    "muller-2007": (
        "Wissen im Jobcenter",
        "Müller;Schmidt;Weber",
        2007,
        "article-journal",
        "de",
        "Zeitschrift für Arbeit",
    ),
    "smith-2010": (
        "Using research in employment services",
        "Smith;Jones",
        2010,
        "article-journal",
        "en",
        "Journal of Use",
    ),
    "bureau-2011-h4": ("Gesprekken met gemeenten", "=Bureau", 2011, "interview", "nl", "Kennis in gebruik"),
    "bureau-2011-h5": (
        "Gesprekken met onderzoekers",
        "=Bureau",
        2011,
        "interview",
        "nl",
        "Kennis in gebruik",
    ),
    "brown-2001": ("Wages in the north", "Brown", 2001, "article-journal", "en", "Wage Letters"),
    "klein-2006": ("Ein Aufruf", "Klein", 2006, "article-journal", "de", "Zeitschrift für Arbeit"),
    "visser-2012": ("Nog te lezen", "Visser", 2012, "report", "nl", ""),
}
"""Key to title, authors, year, type, language and container."""


def record(key: str, source: str) -> Record:
    title, authors, year, kind, language, container = WORKS[key]
    names = tuple(Name(literal=one[1:]) if one[0] == "=" else Name(one, "A.") for one in authors.split(";"))
    return Record(
        source,
        key,
        raw="",
        title=title,
        authors=names,
        year=year,
        type=kind,
        language=language,
        container_title=container,
    )


def work(number: int, key: str, record_ids: tuple[int, ...]) -> LinkedWork:
    reasons = ["first record", "title, first author and year agree"]
    links = tuple(Link(one, reason) for one, reason in zip(record_ids, reasons, strict=False))
    return LinkedWork(Work(number, key, record(key, "work"), record_ids, {"title": record_ids[0]}), links)


def run(number: int, source: str, counts: tuple[int, int, int], status: str = "complete") -> SearchRun:
    fetched, verified, rejected = counts
    return SearchRun(
        number,
        source,
        "small",
        "2024-05-01T09:00:00Z",
        "2024-05-01T09:00:05Z",
        status,
        requests=(f"{source}: kennis* AND gebruik*",),
        reported=fetched,
        fetched=fetched,
        verified=verified,
        unverifiable=fetched - verified - rejected,
        rejected=rejected,
        problems=0,
    )


SEARCHES = (run(1, "ris", (5, 4, 1)), run(2, "bibtex", (4, 3, 0)), run(3, "added", (4, 4, 0)))


def found(number: int, key: str, search: int, status: str = "verified", how: str = "") -> FoundRecord:
    source = {1: "ris", 2: "bibtex", 3: "added"}[search]
    hits = (Hit("kennis*", "title", 0, 6, "Kennis"),) if status == "verified" and not how else ()
    reason = "nl: Aangedragen.\nen: Pointed out." if how else ""
    return FoundRecord(number, record(key, source), (Appearance(search, number, status, hits, how, reason),))


RECORDS = (
    found(1, "jansen-2004", 1),
    found(2, "muller-2007", 1),
    found(3, "brown-2001", 1),
    found(4, "klein-2006", 1),
    FoundRecord(
        5, Record("ris", "rejected", "", title="Soil use in winter"), (Appearance(1, 5, "rejected"),)
    ),
    found(6, "jansen-2004", 2),
    found(7, "smith-2010", 2),
    found(8, "visser-2012", 2, "unverifiable"),
    found(9, "muller-2007", 2),
    found(10, "jansen-2009", 3, how="organisation"),
    found(11, "bureau-2011-h4", 3, how="other"),
    found(12, "bureau-2011-h5", 3, how="other"),
    found(13, "smith-2010", 3, how="citation"),
)

LINKED = (
    work(1, "jansen-2004", (1, 6)),
    work(2, "muller-2007", (2, 9)),
    work(3, "brown-2001", (3,)),
    work(4, "klein-2006", (4,)),
    work(5, "smith-2010", (7, 13)),
    work(6, "visser-2012", (8,)),
    work(7, "jansen-2009", (10,)),
    work(8, "bureau-2011-h4", (11,)),
    work(9, "bureau-2011-h5", (12,)),
)

INCLUDED = ("jansen-2004", "jansen-2009", "muller-2007", "smith-2010", "bureau-2011-h4", "bureau-2011-h5")
DECISIONS = (
    *(
        Decision(key, "full-text", "include", "use-of-knowledge", coder="ann", at="2024-05-02T10:00:00Z")
        for key in INCLUDED
    ),
    Decision(
        "brown-2001", "title-abstract", "exclude", "other-subject", coder="ann", at="2024-05-02T10:00:00Z"
    ),
    Decision("klein-2006", "full-text", "exclude", "no-data", "an opinion", "ann", "2024-05-02T10:00:00Z"),
)

with Path(__file__).with_name("made_up_codings.csv").open(encoding="utf-8") as file:
    CODED = list(csv.reader(file))[1:]
"""Work, section, factor, direction, phase, perspective, and the paraphrase in nl and en."""


PASSAGES = tuple(
    StoredPassage(n, Passage(row[0], section=row[1], paraphrase={"nl": row[6], "en": row[7]}))
    for n, row in enumerate(CODED, start=1)
)


def coding(number: int, dimension: str, code: str, direction: str) -> StoredCoding:
    passage = PASSAGES[number - 1].passage
    uid = f"{number:02}-{dimension}"
    return StoredCoding(
        number,
        Coding(uid, passage, "small", "1.0.0", dimension, code, direction, "ann", "2024-05-03T10:00:00Z"),  # type: ignore[arg-type]
    )


CODINGS = tuple(
    coding(number, dimension, code, row[3])
    for number, row in enumerate(CODED, start=1)
    for dimension, code in zip(("factor", "phase", "perspective"), (row[2], row[4], row[5]), strict=True)
    if code
)
SUGGESTIONS = (
    Suggestion(
        Passage("smith-2010", quote="plain words"),
        "small",
        "1.0.0",
        "factor",
        "plain-language",
        "success",
        ("plain",),
        0.5,
    ),
)

STATE = State(PROTOCOL, CODEBOOK, SEARCHES, RECORDS, LINKED, DECISIONS, PASSAGES, CODINGS, SUGGESTIONS)
