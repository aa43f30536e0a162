"""The tables of RIS: what each tag and each type means in the vocabulary of `Record` (CSL).

Tags follow the reference managers' documentation of RIS (2001, 2011) and what databases write instead.
In each row the tags stand in the order of trust: the first that has a value gives the field.
"""

from __future__ import annotations

TITLE = ("TI", "T1", "CT", "BT", "ST", "TT")
AUTHORS = ("AU", "A1")
YEAR = ("PY", "Y1", "DA", "YR")
CONTAINER = ("JF", "JO", "T2", "JA", "J2", "J1", "JI", "BT", "SO")
ABSTRACT = ("AB", "N2")
LINK = ("UR", "LK", "L2")
ID = ("ID", "AN", "UT", "LB")
DOI = ("DO", "DI")
DOI_ELSEWHERE = ("M3", "N1", "UR", "L3", "LK")
"""Several vendors put the DOI there."""

MARKED = ("U2", "U3", "AN", "ID", "N1", "C2", "C1", "M1", "M2", "UR", "L2", "LK")
"""Where a PubMed or OpenAlex id stands, with a word before it that says so."""

SIMPLE = {
    "volume": ("VL", "VO"),
    "issue": ("IS", "CP", "NO"),
    "publisher": ("PB", "PU"),
    "language": ("LA", "LG"),
    "note": ("N1", "NT"),
}
"""Field of `Record` → tags."""

TYPES = {
    "JOUR": "article-journal",
    "JFULL": "periodical",
    "EJOUR": "article-journal",
    "ABST": "article-journal",
    "INPR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "WHOLE": "book",
    "CLSWK": "classic",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "GOVDOC": "report",
    "STAND": "standard",
    "UNPB": "manuscript",
    "MANSCPT": "manuscript",
    "ELEC": "webpage",
    "WEB": "webpage",
    "ICOMM": "webpage",
    "BLOG": "post-weblog",
    "DATA": "dataset",
    "AGGR": "dataset",
    "DBASE": "dataset",
    "COMP": "software",
    "MAP": "map",
    "MUSC": "musical_score",
    "SOUND": "song",
    "VIDEO": "motion_picture",
    "MPCT": "motion_picture",
    "ART": "graphic",
    "FIGURE": "figure",
    "PAT": "patent",
    "BILL": "bill",
    "UNBILL": "bill",
    "CASE": "legal_case",
    "STAT": "legislation",
    "HEAR": "hearing",
    "PCOMM": "personal_communication",
    "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary",
    "PAMP": "pamphlet",
    "SER": "collection",
    "SLIDE": "speech",
    "GEN": "document",
}
"""RIS reference type → CSL type; a type that is not here reads as `document`."""

WRITTEN = {csl: ris for ris, csl in reversed(TYPES.items())}
"""CSL type → RIS type: the first of TYPES that means it. Others are written as GEN with the type in M3."""

_ONLY_CSL = "article broadcast event interview performance post regulation review review-book treaty entry"
CSL_ONLY = frozenset(_ONLY_CSL.split())
"""CSL types without a RIS type of their own; M3 carries them, and reading believes only these."""

_USUAL = """
    TY ER ID AN UT LB TI T1 CT BT ST TT T2 T3 TA AU A1 A2 A3 A4 A5 ED PY Y1 Y2 DA YR JF JO JA J1 J2 JI J9 SO
    VL VO IS CP NO SP EP PB PU PP CY PA PI LA LG AB N2 N1 NT KW SN DO DI UR LK L1 L2 L3 L4 M1 M2 M3 M4
    U1 U2 U3 U4 U5 C1 C2 C3 C4 C5 C6 C7 C8 AD RP DB DP AV OP SE SV ET NV RI RN TS H1 H2 AI PT PG PD NL NS FU
    FX UK CC WT WP CN CA SR OA PM GN EM KP MA PS
"""
KNOWN = frozenset(_USUAL.split())
"""Tags that start a field even when spaced carelessly (`TI- `, `TY -`); any two capitals do in full form."""
