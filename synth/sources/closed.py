"""Databases and sites that cannot be asked from here: which source covers a part, and what to export by hand.

`synth plan` shows it, and a review that names one of them as a source is told.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Closed:
    """One such database: `why` it cannot be asked, `covered` by which sources, and what to do `by_hand`.

    `covered` pairs the name of a source with the part that it holds; `writes` is the name under which
    `synth translate` writes a strategy for it, empty when there is none.
    """

    name: str
    label: str
    why: str
    covered: tuple[tuple[str, str], ...]
    by_hand: str
    writes: str = ""

    @property
    def in_short(self) -> str:
        """Which sources cover a part, and what to do by hand, in one line."""
        sources = ", ".join(f"`{source}`" for source, _ in self.covered)
        return f"{self.label} (`{self.name}`): covered in part by {sources}. {self.by_hand}"

    def __str__(self) -> str:
        parts = "; ".join(f"`{source}` ({part})" for source, part in self.covered)
        return f"{self.label}: {self.why} Covered in part by {parts}. {self.by_hand}"


CLOSED = (
    Closed(
        name="tno",
        label="The TNO repository",
        why="It has no service for programs that is known.",
        covered=(
            ("openalex", "reports and articles by TNO, found by their subject"),
            ("openaire", "what TNO makes open through Dutch repositories"),
            ("kb", "printed reports in Dutch libraries"),
        ),
        by_hand="Search repository.tno.nl by hand, note it in the log of sites, and add what you take.",
    ),
    Closed(
        name="hbo-kennisbank",
        label="HBO Kennisbank",
        why="Its search is for people only; SURFsharekit behind it gives out whole channels with a key.",
        covered=(
            ("openalex", "theses and articles of universities of applied sciences, some"),
            ("openaire", "open publications of the same institutions"),
            ("core", "full texts of their repositories"),
        ),
        by_hand="Search hbo-kennisbank.nl by hand, note it in the log of sites, and add what you take.",
    ),
    Closed(
        name="psycinfo",
        label="PsycInfo",
        why="It is licensed (EBSCOhost, Ovid, ProQuest) and has no open service.",
        covered=(
            ("openalex", "most journals in psychology, without its thesaurus"),
            ("pubmed", "clinical psychology and psychiatry"),
            ("eric", "educational psychology"),
        ),
        by_hand="Search it through your library, export all records with abstracts as RIS, and import them.",
        writes="ebsco",
    ),
    Closed(
        name="scopus",
        label="Scopus",
        why="Its service needs a key of Elsevier and the network of a subscriber.",
        covered=(
            ("openalex", "nearly all of its journals and conferences"),
            ("crossref", "what has a DOI, as a ranked sample"),
        ),
        by_hand="Search it through your library, export as RIS or CSV with abstracts, and import the file.",
        writes="scopus",
    ),
    Closed(
        name="web-of-science",
        label="Web of Science",
        why="Its service needs a key of Clarivate and a subscription.",
        covered=(
            ("openalex", "nearly all of its journals"),
            ("crossref", "what has a DOI, as a ranked sample"),
        ),
        by_hand="Search it through your library, export full records as RIS or BibTeX, and import the file.",
        writes="wos",
    ),
    Closed(
        name="picarta",
        label="Picarta",
        why="It was closed; libraries that subscribe use WorldCat Discovery instead.",
        covered=(
            ("kb", "the Dutch union catalogue: books and reports of Dutch libraries"),
            ("openalex", "Dutch articles since about 1990, some"),
        ),
        by_hand="For older Dutch articles search WorldCat through your library; export as RIS, import it.",
    ),
)
"""In the order in which they are told."""


def closed(name: str) -> Closed | None:
    """Return what is known of a database that cannot be asked, by its name in lower case; None for others."""
    wanted = name.lower().replace("_", "-").replace(" ", "-")
    return next((one for one in CLOSED if one.name == wanted), None)
