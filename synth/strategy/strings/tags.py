"""What the field tags of PubMed, Web of Science and EBSCOhost mean in a strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from synth.strategy.expression import ANY

_HEADING = "it is read as words in the keywords, and narrower headings are not included"
_SUBJECT = "it is read as words in the keywords"
_EVERYWHERE = "it is read as title, abstract and keywords"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the strings of a database are read: `library` is what the search-query library calls it.

    `fields` maps a tag to a field of a strategy; `odd` says of a tag how the reading differs; `years` and
    `languages` are tags of limits. `optional` is the sign for one letter or none. `untagged` is the tag that
    the database supposes; `phrases`: words without quotes are a phrase there.
    """

    library: str
    fields: Mapping[str, str]
    odd: Mapping[str, str]
    years: tuple[str, ...]
    languages: tuple[str, ...]
    optional: str = ""


STAND_INS = {"DT=": "ZP="}
"""Tags of Web of Science that the library does not know, and one of the same length that it does."""

READINGS = {
    "pubmed": Reading(
        "pubmed",
        {
            **dict.fromkeys(
                ("[tiab]", "[title/abstract]", "[tw]", "[text word]", "[all]", "[all fields]"), ANY
            ),
            **dict.fromkeys(("[ti]", "[title]"), "title"),
            **dict.fromkeys(("[ot]", "[other term]"), "keywords"),
            **dict.fromkeys(
                ("[mh]", "[mesh]", "[mesh terms]", "[majr]", "[mj]", "[mesh major topic]", "[sh]"), "keywords"
            ),
            **dict.fromkeys(("[mh:noexp]", "[mesh:noexp]", "[mesh terms:noexp]", "[majr:noexp]"), "keywords"),
        },
        {
            **dict.fromkeys(
                ("[mh]", "[mesh]", "[mesh terms]", "[majr]", "[mj]", "[mesh major topic]"), _HEADING
            ),
            **dict.fromkeys(
                ("[mh:noexp]", "[mesh:noexp]", "[mesh terms:noexp]", "[majr:noexp]", "[sh]"), _SUBJECT
            ),
            **dict.fromkeys(("[all]", "[all fields]", "[tw]", "[text word]"), _EVERYWHERE),
        },
        years=("[dp]", "[pdat]", "[publication date]"),
        languages=("[la]", "[language]"),
    ),
    "wos": Reading(
        "wos",
        {
            "": ANY,
            "TS=": ANY,
            "ALL=": ANY,
            "TI=": "title",
            "AB=": "abstract",
            "AK=": "keywords",
            "KP=": "keywords",
        },
        {"": _EVERYWHERE, "ALL=": _EVERYWHERE},
        years=("PY=",),
        languages=("LA=",),
        optional="$",
    ),
    "ebsco": Reading(
        "ebscohost",
        {
            "": ANY,
            "TX": ANY,
            "TP": ANY,
            "TI": "title",
            "AB": "abstract",
            **dict.fromkeys(("KW", "ZW", "SU", "ZU", "DE", "MH"), "keywords"),
        },
        {"TX": _EVERYWHERE, "": _EVERYWHERE, **dict.fromkeys(("SU", "ZU", "DE", "MH"), _SUBJECT)},
        years=("PY", "DT"),
        languages=("LA",),
        optional="#",
    ),
}
"""The databases whose strings can be read, by the name that people type."""
