"""The dialects of tagged text: PubMed, ERIC (nbib), Web of Science, RefWorks, Ovid, Cochrane, EndNote, Copac.

Tags: NLM, MEDLINE/PubMed data element descriptions; Clarivate, Web of Science field tags; RefWorks tag
legend (it stands in each export); Ovid field labels; EndNote's import format of refer and BibIX.
"""

from __future__ import annotations

import re

from synth.formats.ovid import shape_named, shape_tagged
from synth.formats.tagged import Dialect, Pairs


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _nbib(fields: Pairs) -> Pairs:
    """Full names where there are any; descriptors of MeSH without their star and qualifiers.

    ERIC calls an article also a report of research: it is an article.
    """
    full = any(tag == "FAU" for tag, _ in fields)
    article = ("PT", "Journal Articles") in fields
    shaped = []
    for tag, value in fields:
        if tag in ("MH", "OT"):
            shaped.append((tag, (value.split("/")[0] if tag == "MH" else value).strip("* ")))
        elif not (full and tag == "AU") and not (article and value.startswith("Reports - ")):
            shaped.append((tag, value))
    return shaped


NBIB = Dialect(
    name="nbib",
    line=re.compile(r"([A-Z]{2,4}) {0,2}-(?: |$)?(.*)"),
    opening=re.compile(r"(?m)^(?:PMID ?- ?\d|OWN - (?:NLM|ERIC|PIP|KIE|NASA|HSR|HMD)\b)"),
    starts=_words("PMID OWN"),
    roles={
        "id": ("PMID", "OID"),
        "type": ("PT",),
        "title": ("TI", "BTI", "TT"),
        "people": ("FAU", "AU"),
        "institutions": ("CN",),
        "editors": ("FED", "ED"),
        "year": ("DP", "DEP", "DA"),
        "container": ("JT", "TA", "CTI"),
        "volume": ("VI",),
        "issue": ("IP",),
        "pages": ("PG",),
        "publisher": ("PB",),
        "language": ("LA",),
        "doi": ("LID", "AID", "SO"),
        "pmid": ("PMID",),
        "isbn": ("ISBN",),
        "issn": ("IS", "ISSN"),
        "url": ("LID", "AID", "UR"),
        "abstract": ("AB", "OAB"),
        "keyword": ("OT", "MH"),
    },
    shape=_nbib,
)


_WOS_KINDS = {"J": "journal", "B": "book", "S": "book", "C": "conference paper", "P": "patent"}


def _wos(fields: Pairs) -> Pairs:
    """Full names where there are any; one line of authors may hold several."""
    full = any(tag == "AF" for tag, _ in fields)
    shaped: Pairs = []
    for tag, value in fields:
        if tag in ("AU", "AF", "BA", "BF"):
            if not (full and tag == "AU"):
                shaped += [(tag, part) for part in value.split(";")]
        elif tag == "PT":
            shaped.append((tag, _WOS_KINDS.get(value, value)))
        else:
            shaped.append((tag, value))
    return shaped


WOS = Dialect(
    name="wos",
    line=re.compile(r"\ufeff?([A-Z][A-Z0-9])(?: (.*)|$)"),
    opening=re.compile(r"(?m)^(?:FN [^\n]{3,60}\nVR \d|PT [JBSPC]\s*$)"),
    starts=_words("PT"),
    ends=_words("ER"),
    outside=_words("FN VR EF"),
    by_line=_words("AU AF BA BF BE CA CR C1 GP ED"),
    roles={
        "id": ("UT", "AN"),
        "type": ("DT", "PT"),
        "title": ("TI",),
        "people": ("AF", "AU", "BF", "BA"),
        "institutions": ("CA", "GP"),
        "editors": ("BE", "ED"),
        "year": ("PY", "PD", "EA"),
        "container": ("SO", "SE", "JI", "J9"),
        "volume": ("VL",),
        "issue": ("IS",),
        "pages": ("PS",),
        "first_page": ("BP",),
        "last_page": ("EP",),
        "article_number": ("AR",),
        "publisher": ("PU",),
        "language": ("LA",),
        "doi": ("DI", "D2"),
        "pmid": ("PM",),
        "isbn": ("BN",),
        "issn": ("SN", "EI"),
        "url": ("UR",),
        "abstract": ("AB",),
        "keywords": ("DE",),
    },
    shape=_wos,
)

_REFWORKS_TAGS = """
    RT SR ID A1 T1 JF JO YR FD VO IS SP OP K1 AB NO A2 T2 ED PB PP A3 A4 A5 T3 SN AV AD AN LA CL SF OT LK
    DO CN DB DS IP RD ST U[0-9]{1,2} UL SL LL CR WT A6 WV WP OL PMID PMCID ER
"""
REFWORKS = Dialect(
    name="refworks",
    line=re.compile(rf"({'|'.join(_REFWORKS_TAGS.split())})(?: (.*)|$)"),
    opening=re.compile(r"(?m)^RT [A-Z][\w ,/()-]+$(?=\n(?:SR|ID|A1|T1|JF|YR) )"),
    starts=_words("RT"),
    outside=_words("ER"),
    roles={
        "id": ("ID", "AN"),
        "type": ("RT",),
        "title": ("T1", "OT"),
        "people": ("A1",),
        "editors": ("A2",),
        "year": ("YR", "FD"),
        "container": ("JF", "T2", "JO", "T3"),
        "volume": ("VO",),
        "issue": ("IS",),
        "first_page": ("SP",),
        "last_page": ("OP",),
        "publisher": ("PB",),
        "language": ("LA", "OL"),
        "doi": ("DO",),
        "pmid": ("PMID",),
        "isbn": ("SN",),
        "issn": ("SN",),
        "url": ("UL", "LK"),
        "abstract": ("AB",),
        "keyword": ("K1",),
        "note": ("NO",),
    },
)

OVID = Dialect(
    name="ovid",
    line=re.compile(r"([A-Z][A-Z0-9]{1,5}) {1,2}- ?(.*)"),
    opening=re.compile(r"(?m)^<\d+\. ?>\s*\n(?=[A-Z][A-Z0-9]{1,5} {1,2}-)"),
    separator=re.compile(r"<\d+\. ?>\s*\Z"),
    by_line=_words("AU"),
    roles={
        "id": ("UI", "AN"),
        "type": ("PT", "DT"),
        "title": ("TI", "BT"),
        "subtitle": ("TT",),
        "people": ("AU",),
        "editors": ("ED",),
        "year": ("YR", "DP", "PY"),
        "container": ("JN", "JT", "BK"),
        "volume": ("VO", "VL"),
        "issue": ("IP",),
        "pages": ("PG", "MP"),
        "publisher": ("PU", "PB"),
        "language": ("LG", "LA"),
        "doi": ("DO", "DI"),
        "pmid": ("PM",),
        "isbn": ("IB",),
        "issn": ("IS", "IX"),
        "url": ("UR", "XL"),
        "abstract": ("AB",),
        "keywords": ("KW", "DE", "ID"),
        "citation": ("SO",),
    },
    shape=shape_tagged,
)

OVID_NAMED = Dialect(
    name="ovid",
    line=re.compile(r"([A-Z][A-Za-z/&() -]{2,50}?)()\s*\Z"),
    opening=re.compile(r"(?m)^<\d+\.? ?>\s*\n(?=[A-Z][A-Za-z /]+\n)"),
    separator=re.compile(r"<\d+\.? ?>\s*\Z"),
    roles={
        "id": ("Unique Identifier", "Accession Number"),
        "type": ("Publication Type", "Document Type"),
        "title": ("Title", "Book Title"),
        "people": ("Authors", "Author"),
        "editors": ("Editor", "Editors", "Book Editors"),
        "year": ("Year of Publication", "Publication Year", "Date of Publication", "Status"),
        "container": ("Journal Name", "Journal"),
        "publisher": ("Publisher",),
        "language": ("Language",),
        "doi": ("DOI Number", "Digital Object Identifier"),
        "isbn": ("ISBN",),
        "issn": ("ISSN", "ISSN Print", "ISSN Electronic"),
        "url": ("Link to the Ovid Full Text or citation", "URL", "External Link"),
        "abstract": ("Abstract",),
        "keywords": ("Author Keywords", "Keyword Heading", "Key Concepts", "Identifiers"),
        "citation": ("Source",),
    },
    shape=shape_named,
)

ENDNOTE = Dialect(
    name="endnote",
    line=re.compile(r"%([A-Z0-9@!#$&*+()^>=<~?\[\]])(?: (.*)|$)"),
    opening=re.compile(r"(?m)^%(?:0 [A-Z][\w ]+$|[AT] \S)"),
    starts=_words("0"),
    blank_parts=True,
    roles={
        "id": ("M", "F", "L"),
        "type": ("0", "9"),
        "title": ("T", "Q"),
        "people": ("A", "H"),
        "editors": ("E",),
        "year": ("D", "8"),
        "container": ("J", "B", "S"),
        "volume": ("V",),
        "issue": ("N",),
        "pages": ("P",),
        "publisher": ("I",),
        "language": ("G",),
        "doi": ("R", "U"),
        "isbn": ("@",),
        "issn": ("@",),
        "url": ("U", ">"),
        "abstract": ("X",),
        "keywords": ("K",),
        "note": ("O", "Z"),
    },
)
COCHRANE = Dialect(
    name="cochrane",
    line=re.compile(r"([A-Z]{2,3}): ?(.*)"),
    opening=re.compile(r"(?m)^Record #\d+ of \d+\s*\n(?=[A-Z]{2,3}:)"),
    separator=re.compile(r"Record #\d+ of \d+\s*\Z"),
    roles={
        "id": ("ID",),
        "type": ("PT",),
        "title": ("TI",),
        "people": ("AU",),
        "year": ("YR",),
        "container": ("SO",),
        "volume": ("VL",),
        "issue": ("NO",),
        "pages": ("PG",),
        "publisher": ("PB",),
        "language": ("LA",),
        "doi": ("DOI",),
        "pmid": ("PM",),
        "issn": ("SN",),
        "url": ("US",),
        "abstract": ("AB",),
        "keywords": ("KY",),
    },
)
COPAC = Dialect(
    name="copac",
    line=re.compile(r"([A-Z]{2})- (.*)"),
    opening=re.compile(r"(?m)^TI- \S[^\n]*\n(?:[A-Z]{2}- |\s)"),
    blank_parts=True,
    roles={
        "title": ("TI",),
        "people": ("AU",),
        "year": ("PY",),
        "publisher": ("PU",),
        "language": ("LA",),
        "isbn": ("IS",),
        "issn": ("IS",),
        "url": ("UR",),
        "keyword": ("KW",),
        "note": ("NT",),
    },
)
DIALECTS = (NBIB, WOS, REFWORKS, OVID, OVID_NAMED, COCHRANE, ENDNOTE, COPAC)
