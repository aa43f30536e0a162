"""Bring identifiers, languages, years and pages to one form; what cannot be read gives the empty value.

Names are in `synth.formats.names`. ISBN: ISO 2108, ISSN: ISO 3297 (check digits as defined there).
"""

from __future__ import annotations

import re

from synth.formats.iso639 import TWO_LETTERS
from synth.text import fold

_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/\S+")
_OWN_DOI = re.compile(r"(?i)\s*(?:doi[:\s]*|https?://(?:dx\.)?doi\.org/)?10\.\d")
_DOI_END = re.compile(r"(?:[\s.,;:\"'>}]|\[doi]|&gt;|</?\w*>?)+\Z", re.IGNORECASE)
_PAIRS = {")": "(", "]": "["}
_PMID = re.compile(r"(?<!\d)0*([1-9]\d{0,7})(?:\.0+)?(?!\d)")
_OPENALEX = re.compile(r"\b[Ww]([1-9]\d{3,11})\b")
_ISBN = re.compile(r"(?<!\d)(?:97[89](?:[ -]?\d){10}|\d(?:[ -]?\d){8}[ -]?[\dXx])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?=(?:(?:0\d|1[0-2])[0-3]\d)?(?!\d))")
_NO_PAGES = re.compile(r"(?i)no[ -](?:specified|pagination)(?: specified)?")
_FORTHCOMING = re.compile(
    r"\b(?:in press|in print|forthcoming|accepted|to appear|online first|early (?:access|view)"
    r"|(?:e-?pub|published|online) ahead of print|advance (?:online|access)"
    r"|ter perse|in druk|nog te verschijnen|im druck|im erscheinen|erscheint demnachst"
    r"|n\.\s?d\.|z\.\s?j\.|o\.\s?j\.)"
)
_PAGES = re.compile(r"(\d+)\s*(?:--?|[‐-―−])\s*(\d+)\Z")
_DASHES = re.compile(r"\s*(?:--+|[‐-―−])\s*")

LANGUAGES = {
    "nl": "nl nld dut dutch nederlands nederlandse niederlandisch hollandisch neerlandais flemish vlaams",
    "de": "de deu ger german duits deutsch allemand ngerman austrian",
    "en": "en eng english engels englisch anglais american british ukenglish usenglish",
    "fr": "fr fra fre french frans franzosisch francais",
    "es": "es spa spanish spaans spanisch espanol castilian",
    "it": "it ita italian italiaans italienisch italiano",
    "pt": "pt por portuguese portugees portugiesisch portugues",
    "da": "da dan danish deens danisch dansk",
    "sv": "sv swe swedish zweeds schwedisch svenska",
    "no": "no nor nob nno norwegian noors norwegisch norsk nb nn",
    "fi": "fi fin finnish fins finnisch suomi",
    "pl": "pl pol polish pools polnisch polski",
    "ru": "ru rus russian russisch",
    "zh": "zh zho chi chinese chinees chinesisch",
    "ja": "ja jpn japanese japans japanisch",
    "tr": "tr tur turkish turks turkisch",
    "cs": "cs ces cze czech tsjechisch tschechisch",
    "hu": "hu hun hungarian hongaars ungarisch",
    "ko": "ko kor korean koreaans koreanisch",
    "ar": "ar ara arabic arabisch",
}
"""ISO 639-1 code → what exports write for it: ISO 639-2 (both forms) and names in nl, en, de, fr (folded)."""

_CODES = """
    aa ab ae af ak am an as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cu cv cy dv dz ee el eo et
    eu fa ff fj fo fy ga gd gl gn gu gv ha he hi ho hr ht hy hz ia id ie ig ii ik io is iu jv ka kg ki kj
    kk kl km kn kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nd ne ng nr
    nv ny oc oj om or os pa pi ps qu rm rn ro rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sw ta te
    tg th ti tk tl tn to ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zu
"""
ISO_639_1 = frozenset(_CODES.split())
"""The other codes of ISO 639-1: a record in one of them keeps its language."""

_LANGUAGE_OF = {word: code for code, words in LANGUAGES.items() for word in words.split()}


def doi(text: str) -> str:
    """Return the bare DOI in lower case, found in a URL or other text; empty when there is none.

    Trailing punctuation goes, and a closing bracket that the DOI itself did not open.
    """
    found = _DOI.search(text.replace("%2F", "/").replace("%2f", "/"))
    if found is None:
        return ""
    value = str(found.group()).split("?")[0].split("|")[0]
    while True:
        shorter = _without_end(value)
        if shorter == value:
            return value.lower()
        value = shorter


def own_doi(text: str) -> str:
    """Return the DOI of a text that is nothing but one, with `doi:` or a resolver before it; else empty."""
    return doi(text) if _OWN_DOI.match(text) else ""


def _without_end(value: str) -> str:
    value = _DOI_END.sub("", value)
    opener = _PAIRS.get(value[-1:], "")
    if opener and value.count(value[-1]) > value.count(opener):
        return value[:-1]
    return value


def pmid(text: str) -> str:
    """Return the PubMed id in a number, URL or text such as `PMID: 123`; empty when there is none.

    A PubMed Central id (`PMC123`) is another number. At most eight digits (NLM, MEDLINE element PMID).
    """
    words = re.sub(r"(?i)\bPMC\s?\d+", " ", text)
    found = _PMID.search(words)
    return found[1] if found else ""


def openalex(text: str) -> str:
    """Return the id of a work at OpenAlex (`W123`), found bare or in a URL; empty when there is none."""
    found = _OPENALEX.search(text)
    return f"W{found[1]}" if found else ""


def isbn(text: str) -> str:
    """Return the first valid ISBN as 13 digits without hyphens; empty when there is none."""
    for candidate in _ISBN.findall(text):
        digits = re.sub(r"[ -]", "", candidate).upper()
        if len(digits) == 13 and _isbn13_check(digits[:12]) == digits[12]:
            return digits
        if len(digits) == 10 and _isbn10_valid(digits):
            body = "978" + digits[:9]
            return body + _isbn13_check(body)
    return ""


def isbn_of_ten(isbn13: str) -> str:
    """Return the ISBN of ten digits that is the same as one of thirteen; empty when there is none."""
    if not re.fullmatch(r"978\d{10}", isbn13):
        return ""
    return next(body for sign in "0123456789X" if _isbn10_valid(body := isbn13[3:12] + sign))


def _isbn10_valid(digits: str) -> bool:
    if not digits[:9].isdigit():
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def _isbn13_check(body: str) -> str:
    if not body.isdigit():
        return ""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return str(-total % 10)


def issn(text: str) -> str:
    """Return the first valid ISSN as eight characters without hyphen; empty when there is none."""
    for first, second in re.findall(r"(?<![\dXx])(?<!\d-)(\d{4})-?(\d{3}[\dXx])(?!-?[\dXx])", text):
        digits = f"{first}{second}".upper()
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(weight * value for weight, value in zip(range(8, 0, -1), values, strict=True)) % 11 == 0:
            return digits
    return ""


def language(text: str) -> str:
    """Return the ISO 639-1 code of a language name or code in nl, en, de or fr; empty when unknown.

    Of several (`Dutch; English`) the first known one counts.
    """
    for part in re.split(r"[;,/|]| and | en | und ", fold(text)):
        word = part.strip(" .[](){}")
        bare = re.split("[_-]", word)[0]
        code = (
            _LANGUAGE_OF.get(word) or _LANGUAGE_OF.get(re.split(r"[ (_-]", word)[0]) or TWO_LETTERS.get(bare)
        )
        if code or bare in ISO_639_1:
            return code or bare
    return ""


def year(text: str) -> int | None:
    """Return the first year from 1400 to 2099 in a date as written (`c2010`, `2011/03/12`, `20110312`)."""
    found = _YEAR.search(text)
    return int(found.group(1)) if found else None


def forthcoming(text: str) -> bool:
    """True for a date that says that there is none yet: in press, online first (nl, de, en)."""
    return _FORTHCOMING.search(fold(text)) is not None


def pages(text: str) -> str:
    """Return a page range with a plain hyphen and the end in full: `525--42` → `525-542`.

    Ovid's `No Specified` and `No Pagination` are no pages.
    """
    value = _DASHES.sub("-", " ".join(text.split()))
    value = re.sub(r"\A(?:pp?|blz|s|S)\.\s*", "", value)
    found = _PAGES.fullmatch(value)
    if found is None:
        return "" if _NO_PAGES.fullmatch(value) else value
    start, end = found.groups()
    if len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    return f"{start}-{end}" if end.lstrip("0") != start.lstrip("0") else start
