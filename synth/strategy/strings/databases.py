"""The search languages of databases that are searched by hand, one table each.

The rules are those of the help pages named in `documentation`, as read in 2026; docs/databases.md shows them.
"""

from __future__ import annotations

from synth.errors import UsageError
from synth.strategy.strings.dialect import Dialect, Limits, Proximity, Wildcards

_HEADINGS = (
    "Thesaurus headings are not searched as such: add them by hand where the database has a thesaurus."
)

PUBMED = Dialect(
    name="pubmed",
    label="PubMed",
    documentation="https://pubmed.ncbi.nlm.nih.gov/help/",
    fields={"any": ("[tiab]",), "title": ("[ti]",), "keywords": ("[ot]",)},
    tagged="{text}{tag}",
    line="#{n}",
    wildcards=Wildcards(inside=False, shortest=4, in_phrase="last", optional_in_phrase=False),
    limits=Limits(years="{first}:{last}[dp]", language="{name}[la]"),
    near_phrase='"{words}"{tag}',
    near_fields=("any", "title"),
    groups=False,
    remarks=("[tiab] holds title, abstract and the keywords of authors. " + _HEADINGS,),
)
"""Truncation only ends a word of four letters or more, in a phrase the last one; proximity is
`"a b"[tiab:~n]`, for words without truncation (PubMed User Guide: Truncation; Proximity searching)."""

WOS = Dialect(
    name="wos",
    label="Web of Science",
    documentation="https://webofscience.help.clarivate.com/en-us/Content/search-rules.htm",
    fields={"any": ("TS=",), "title": ("TI=",), "abstract": ("AB=",), "keywords": ("AK=", "KP=")},
    tagged="{tag}({text})",
    line="#{n}",
    wildcards=Wildcards(one="?", optional="$", left=True, shortest=3, optional_in_phrase=False),
    limits=Limits(years="PY={first}-{last}", language="LA=({names})"),
    proximity=Proximity("NEAR/{n}"),
    quoted=True,
    remarks=("TS= also searches Keywords Plus, which the database adds.",),
)
"""`*`, `?` and `$` as here, three letters beside `*`, no `$` within quotes; a word in quotes is not
lemmatised (Web of Science help: Search Rules, Wildcards)."""

EBSCO = Dialect(
    name="ebsco",
    label="EBSCOhost (PsycInfo, CINAHL, SocINDEX …)",
    documentation="https://connect.ebsco.com/s/article/Searching-with-Field-Codes",
    fields={"any": ("TI", "AB", "KW"), "title": ("TI",), "abstract": ("AB",), "keywords": ("KW",)},
    tagged="{tag} ({text})",
    line="S{n}",
    wildcards=Wildcards(one="?", optional="#", one_last=False),
    limits=Limits(),
    proximity=Proximity("N{n}"),
    remarks=(
        "Search with `Boolean/Phrase`, and without `Apply equivalent subjects` and `Apply related words`.",
        _HEADINGS,
    ),
)
"""No wildcard begins a word, and `?` at the end of one is dropped; `#` stands for one letter or none
(EBSCO Connect: Wildcard and truncation; Proximity searches; Searching with field codes)."""

SCOPUS = Dialect(
    name="scopus",
    label="Scopus",
    documentation="https://schema.elsevier.com/dtds/document/bkapi/search/SCOPUSSearchTips.htm",
    fields={"any": ("TITLE-ABS-KEY",), "title": ("TITLE",), "abstract": ("ABS",), "keywords": ("KEY",)},
    tagged="{tag}({text})",
    line="#{n}",
    wildcards=Wildcards(one="?", left=True),
    limits=Limits(years="PUBYEAR > {before} AND PUBYEAR < {after}", language="LANGUAGE({names})"),
    proximity=Proximity("W/{n}", lists=False),
    negation="AND NOT",
    remarks=("KEY holds the keywords of authors and of indexers; Scopus also finds plurals of a word.",),
)
"""Double quotes are a loose phrase in which wildcards work; `W/n` counts words between and takes no OR; AND
NOT comes last (Scopus Search Guide)."""

OVID = Dialect(
    name="ovid",
    label="Ovid (MEDLINE, Embase, PsycInfo)",
    documentation="https://ospguides.ovid.com/OSPguides/psycdb.htm",
    fields={"any": (".ti,ab,kf,id.",), "title": (".ti.",), "abstract": (".ab.",), "keywords": (".kf,id.",)},
    tagged="({text}){tag}",
    line="{n}",
    wildcards=Wildcards(one="#", optional="?", inside=False),
    limits=Limits(
        years='limit {line} to yr="{first} -{last}"',
        language="limit {line} to ({names})",
        until_now="Current",
        as_lines=True,
    ),
    proximity=Proximity("adj{n}", offset=1),
    phrase="{words}",
    remarks=(
        "Keywords are `kf` in MEDLINE, `kw` in Embase, `id` in PsycInfo: leave out what is refused.",
        _HEADINGS,
    ),
)
"""`*` ends a word; `#` is one letter, `?` one or none; `adjN` finds words in any order with N - 1 words
between (Ovid Online Help: Advanced Search Techniques)."""

PROQUEST = Dialect(
    name="proquest",
    label="ProQuest (ASSIA, Sociological Abstracts, ERIC …)",
    documentation="https://proquest.libguides.com/proquestplatform/tips",
    fields={"any": ("TI,AB,IF",), "title": ("TI",), "abstract": ("AB",), "keywords": ("IF",)},
    tagged="{tag}({text})",
    line="S{n}",
    wildcards=Wildcards(any="[*20]", one="?", most=20),
    limits=Limits(years="YR({first}-{last})", language="LA({names})"),
    proximity=Proximity("NEAR/{n}"),
    quoted=True,
    remarks=("IF holds identifiers, the keywords of authors. " + _HEADINGS,),
)
"""`*` alone stands for five letters at most, `[*n]` for n; quotes switch off the search for variants
(ProQuest Platform: Search Tips)."""

DATABASES = {one.name: one for one in (PUBMED, WOS, EBSCO, SCOPUS, OVID, PROQUEST)}
"""The dialects by name, in the order in which they are shown."""


def database(name: str) -> Dialect:
    """Return the dialect called `name`. Raises UsageError, listing what there is."""
    if name not in DATABASES:
        known = ", ".join(f"`{one}`" for one in DATABASES)
        raise UsageError(f"There is no database `{name}`.", remedy=f"Known databases: {known}.")
    return DATABASES[name]
