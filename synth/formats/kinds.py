"""What exports call a kind of publication, in words (nl, de, en) or codes: the CSL type it is."""

from __future__ import annotations

import re

from synth.formats.bibtex_tables import TYPES as BIBTEX
from synth.formats.ris_tags import TYPES as RIS
from synth.text import fold

_WORDS = {
    "article-journal": """journal article|journal|journalarticle|article|article in press|review article|
        journal paper|electronic article|e-journal article|clinical trial|randomized controlled trial|
        comparative study|multicenter study|meta-analysis|systematic review|evaluation study|case reports|
        observational study|tijdschriftartikel|artikel|zeitschriftenartikel|zeitschriftenaufsatz|aufsatz|
        abstract|journal articles|peer reviewed journal|academic journal|academic journals|poetry|note|
        serial (journal article)|article; early access|short survey|journal abstract|periodical|review""",
    "article-magazine": "magazine article|magazinearticle|magazine|trade journal|trade journals",
    "article-newspaper": "newspaper article|newspaperarticle|newspaper|newspapers|krantenartikel",
    "article": "preprint|posted content|posted-content|working paper",
    "book": """book|books|edited book|whole book|monograph|e-book|electronic book|boek|buch|proceedings|
        conference proceedings|authored book|book, edited|book, whole|edited-book|reference-book""",
    "chapter": """book section|booksection|book chapter|chapter|book, section|electronic book section|
        hoofdstuk|buchkapitel|kapitel|section|book-chapter|reference entry""",
    "paper-conference": """conference paper|conferencepaper|conference article|proceedings paper|
        proceedings article|conference abstract|conference|meeting abstract|conference review|
        conference proceeding|proceedings-article|speeches/meeting papers|congresbijdrage|konferenzbeitrag|
        conference papers""",
    "thesis": """thesis|dissertation|
        dissertations & theses|dissertations|dissertations/theses|doctoral thesis|
        phd thesis|master thesis|proefschrift|scriptie|hochschulschrift|abschlussarbeit|
        dissertation/thesis, unpublished|dissertation/thesis|dissertation abstract|academic theses""",
    "report": """report|reports|technical report|government document|grey literature|rapport|bericht|
        research report|working papers""",
    "webpage": "web page|webpage|website|web site|electronic source|internet resource|blog post",
    "dataset": "dataset|data set|data|online database|aggregated database",
    "manuscript": "manuscript|unpublished work|unpublished",
    "patent": "patent",
    "software": "computer program|computerprogram|software",
    "entry-encyclopedia": "encyclopedia|encyclopedia article|encyclopediaarticle|encyclopedia entry",
    "entry-dictionary": "dictionary|dictionaryentry|dictionary entry",
    "review-book": "book review|boekbespreking|buchrezension",
    "standard": "standard|norm",
    "legislation": "statute|legal rule or regulation|wet|gesetz",
    "legal_case": "case",
    "bill": "bill|unenacted bill/resolution",
    "motion_picture": "film or broadcast|film|video|videorecording|audiovisual material|audiovisual",
    "song": "audio|audiorecording|sound recording|podcast|music",
    "pamphlet": "pamphlet|brochure",
    "periodical": "serial",
    "map": "map",
    "graphic": "artwork|figure|chart or table",
    "speech": "presentation|lecture|lezing|vortrag",
    "personal_communication": "personal communication|letter|letters",
    "document": "generic|document|other|miscellaneous|editorial|comment|news|overig|sonstiges|erratum",
}
_NAMES = {
    " ".join(word.split()): kind
    for kind, words in _WORDS.items()
    for word in words.replace("\n", " ").split("|")
}
_CSL = frozenset(_WORDS) | frozenset(RIS.values()) | frozenset(BIBTEX.values())
_WEAK = frozenset(("article-journal", "document"))


def kind(*written: str) -> str:
    """Return the CSL type of a kind as written; of several the first that says more than `article`.

    Empty when nothing is written; `document` when nothing written is known.
    """
    found: list[str] = []
    for text in written:
        for part in re.split(r"\s*[;|]\s*|,\s*(?=[A-Z])", text):
            found += filter(None, [_one(part)])
    if not found:
        return "document" if any(text.strip() for text in written) else ""
    return next((one for one in found if one not in _WEAK), found[0])


def written(csl: str) -> str:
    """Return a CSL type as a word that `kind` reads back as the same type."""
    return csl if not csl or kind(csl) == csl else f"csl:{csl}"


def _one(text: str) -> str:
    if text.strip().startswith("csl:"):
        return text.strip().removeprefix("csl:")
    word = " ".join(fold(text).replace("_", " ").split()).strip(" .[]()")
    return (
        _NAMES.get(word, "")
        or _NAMES.get(re.split(r" - |: ", word)[0], "")
        or RIS.get(text.strip().upper(), "")
        or BIBTEX.get(word, "")
        or (word if word in _CSL else "")
    )
