"""What is known of each SRU server: address, version, schema, indexes and limits, as a table.

A review can name another server (`docs/sources.md`); `general` makes its profile.
"""

from __future__ import annotations

from dataclasses import dataclass

from synth.sources.dialect import Dialect
from synth.sources.protocol import SourceFacts

URL_BYTES = 3_000
"""SRU is asked by address only, and servers do not say how long one may be."""

NOT_ASKED = (
    "NOT is not asked; it is checked on what comes back.",
    "Languages are not asked, since works of unknown language would be lost; they are checked here.",
)
FEW_ABSTRACTS = "Few records have an abstract: many are unverifiable, and are kept and counted apart."


@dataclass(frozen=True, slots=True)
class Profile:
    """One SRU server: `params` go with every request, `within` is CQL that every query is joined to.

    `isbn` is the index that holds ISBNs; empty where none is known.
    """

    name: str
    url: str
    version: str
    params: tuple[tuple[str, str], ...]
    dialect: Dialect
    facts: SourceFacts
    within: str = ""
    isbn: str = ""


def _dialect(label: str, years: str = "", **fields: tuple[str, ...]) -> Dialect:
    """Return CQL of a server: `index="words"`, in `and` and `or`, with brackets around each row."""
    return Dialect(
        label=label,
        fields=fields,
        in_field="{field}={value}",
        both=" and ",
        either=" or ",
        years=years,
        url_bytes=URL_BYTES,
    )


def _facts(label: str, documentation: str, coverage: str, *cannot: str, size: int = 100) -> SourceFacts:
    return SourceFacts(
        label=label,
        documentation=documentation,
        page_size=size,
        per_second=2.0,
        keyless_per_second=2.0,
        url_bytes=URL_BYTES,
        coverage=coverage,
        dialect="SRU, CQL: an index, and, or, phrases, `*` at the end of a word",
        cannot=(*NOT_ASKED, *cannot),
    )


DNB = Profile(
    name="dnb",
    url="https://services.dnb.de/sru/dnb",
    version="1.1",
    params=(("recordSchema", "MARC21-xml"),),
    dialect=_dialect(
        "the DNB", "(jhr>={first} and jhr<={last})", any=("WOE",), title=("tit",), keywords=("WOE",)
    ),
    facts=_facts(
        "the DNB",
        "https://www.dnb.de/EN/sru",
        "The German National Library: what was published in Germany since 1913, theses and reports too.",
        "Abstracts and keywords are asked in the index of all words (WOE).",
        FEW_ABSTRACTS,
    ),
    isbn="num",
)

K10PLUS = Profile(
    name="k10plus",
    url="https://sru.k10plus.de/opac-de-627",
    version="1.1",
    params=(("recordSchema", "marcxml"),),
    dialect=_dialect("K10plus", any=("pica.all",), title=("pica.tit",)),
    facts=_facts(
        "K10plus",
        "https://sru.k10plus.de/",
        "The union catalogue of German university libraries (GBV and SWB): 200 million holdings.",
        "Abstracts and keywords are asked in the index of all words (pica.all).",
        "Years are checked here.",
        FEW_ABSTRACTS,
    ),
    isbn="pica.isb",
)

KB = Profile(
    name="kb",
    url="https://jsru.kb.nl/sru/sru",
    version="1.2",
    params=(("x-collection", "GGC"), ("recordSchema", "dcx")),
    dialect=_dialect("the KB", any=("",)),
    facts=_facts(
        "the KB",
        "https://jsru.kb.nl/sru/sru?operation=explain&version=1.1&recordPacking=xml",
        "The Dutch union catalogue (GGC) at the KB: what Picarta was for the books of Dutch libraries.",
        "Fields and years are not asked; they are checked here.",
        FEW_ABSTRACTS,
        "The server is hardly documented: no answer of it was seen, and `*` is assumed to be taken.",
        size=50,
    ),
    isbn="dc.identifier",
)

OFFICIAL = Profile(
    name="repository-overheid",
    url="https://repository.overheid.nl/sru",
    version="2.0",
    params=(),
    dialect=_dialect("repository.overheid.nl", any=("cql.textAndIndexes",), title=("dt.title",)),
    facts=_facts(
        "repository.overheid.nl",
        "https://repository.overheid.nl/sru",
        "Official publications of Dutch governments since 1995: parliamentary papers, gazettes, notices.",
        "Abstracts and keywords are asked in all of the text, so that much comes that only its text matches.",
        "Years are checked here.",
        FEW_ABSTRACTS,
    ),
    within="c.product-area==officielepublicaties",
)

PROFILES = {profile.name: profile for profile in (DNB, K10PLUS, KB, OFFICIAL)}


def general(name: str, url: str, *, schema: str = "dc", version: str = "1.2") -> Profile:
    """Return the profile of a server that only its address is known of: every word is asked in any index."""
    return Profile(
        name=name,
        url=url,
        version=version,
        params=(("recordSchema", schema),),
        dialect=_dialect(name, any=("",)),
        facts=_facts(
            name,
            url,
            "A catalogue that this review names.",
            "Fields and years are not asked; they are checked here. Whether `*` is taken is not known.",
            size=50,
        ),
    )
