"""Rules of spelling as a table: what is written otherwise in a word, in which languages, and why.

Only what the local matcher does not fold already: case, accents, ß/ss, the ij ligature and hyphens within
a word make no difference there. Sources: Woordenlijst Nederlandse Taal (c/k, 1954 to 2005), Amtliches
Regelwerk der deutschen Rechtschreibung (ph/f, z/t), New Hart's Rules (-ize, -our, doubled consonants).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from synth.model import Language

Swap = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class SpellingRule:
    """One way to write words otherwise: `pattern` is what is replaced in a word in lower case by `other`.

    `except_` words are left alone. `listed`: only a form that exists is proposed.
    """

    name: str
    languages: tuple[Language, ...]
    pattern: re.Pattern[str]
    other: str | Swap
    reason: str
    except_: frozenset[str] = frozenset()
    listed: bool = False

    def others(self, word: str) -> Iterator[str]:
        """Yield the word written otherwise, all places at once; nothing when the rule does not apply."""
        if word.rstrip("*") in self.except_:
            return
        changed = self.pattern.sub(self.other, word)
        if changed != word:
            yield changed


def _rule(name: str, languages: str, pattern: str, other: str | Swap, reason: str) -> SpellingRule:
    return SpellingRule(name, tuple(languages.split()), re.compile(pattern), other, reason)


def _but(rule: SpellingRule, words: str) -> SpellingRule:
    return replace(rule, except_=frozenset(words.split()))


_END = r"(?=\*?\Z)"
_ALWAYS_S = (
    "advertise advise arise comprise compromise concise demise despise devise disguise enterprise excise "
    "exercise expertise franchise improvise likewise merchandise noise otherwise praise precise premise "
    "promise raise revise rise supervise surprise televise wise disease increase decrease"
)
_ALWAYS_Z = "capsize prize seize size"

SPELLING_RULES: tuple[SpellingRule, ...] = (
    _rule(
        "c-k",
        "nl de",
        r"(?<![sc])c(?=[aourlt])(?!oach|omputer|lub|ode|ase|asus|ommun)",
        "k",
        "written with k (as in klient, produktie, Faktor)",
    ),
    _rule("k-c", "nl de", r"k(?=t[ieu])(?<=[aeiou]k)", "c", "written with c (as in productie, actief)"),
    _rule("kl-cl", "nl de", r"\Akl(?=i[eë]nt)", "cl", "written with c (as in cliënt)"),
    _rule("ij-y", "nl", r"ij", "y", "written with y, as in names and older texts"),
    _rule("y-ij", "nl", r"(?<=[b-df-hj-np-tv-z])y(?=[b-df-hj-np-tv-z])", "ij", "written with ij"),
    _rule(
        "umlaut-apart",
        "de",
        r"[äöü]",
        lambda m: {"ä": "ae", "ö": "oe", "ü": "ue"}[m[0]],
        "ä, ö, ü as ae, oe, ue",
    ),
    replace(
        _rule(
            "umlaut-joined",
            "de",
            r"(?<![aeq])(?:ae|oe|ue)(?!u)",
            lambda m: {"ae": "ä", "oe": "ö", "ue": "ü"}[m[0]],
            "ae, oe, ue as ä, ö, ü",
        ),
        listed=True,
    ),
    _rule(
        "isatie-isering",
        "nl",
        rf"isatie(s?){_END}",
        lambda m: "iseringen" if m[1] else "isering",
        "-isering beside -isatie",
    ),
    _rule(
        "isering-isatie",
        "nl",
        rf"isering(en)?{_END}",
        lambda m: "isaties" if m[1] else "isatie",
        "-isatie beside -isering",
    ),
    _rule(
        "ierung-ation",
        "de",
        rf"(?<=is)ierung(en)?{_END}",
        lambda m: f"ation{m[1] or ''}",
        "-isation beside -isierung",
    ),
    _rule(
        "ation-ierung",
        "de",
        rf"(?<=is)ation(en)?{_END}",
        lambda m: f"ierung{m[1] or ''}",
        "-isierung beside -isation",
    ),
    _rule(
        "implementierung",
        "de",
        rf"\Aimplementierung(en)?{_END}",
        lambda m: f"implementation{m[1] or ''}",
        "-ation beside -ierung",
    ),
    _rule("ph-f", "de", r"ph(?=o|i[ek]?\b)|(?<=gra)ph", "f", "written with f (as in Fotografie)"),
    _rule(
        "f-ph",
        "de",
        r"(?<=gra)f(?=i)|\Afoto",
        lambda m: "photo" if m[0] == "foto" else "ph",
        "written with ph",
    ),
    _rule("t-z", "de", r"(?<=n)ti(?=al|ell)", "zi", "written with z (as in Potenzial)"),
    _but(
        _rule("z-t", "de", r"(?<=n)zi(?=al|ell)", "ti", "written with t (as in Potential)"),
        "finanziell finanzielle",
    ),
    _but(
        _rule(
            "ise-ize",
            "en",
            r"(?<=[a-z]{3}[b-df-hj-np-tv-z])is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)\*?\Z|\*\Z)",
            "iz",
            "-ize beside -ise",
        ),
        _ALWAYS_S,
    ),
    _but(
        _rule(
            "ize-ise",
            "en",
            r"(?<=[a-z]{3}[b-df-hj-np-tv-z])iz(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)\*?\Z|\*\Z)",
            "is",
            "-ise beside -ize",
        ),
        _ALWAYS_Z,
    ),
    _rule("yse-yze", "en", r"(?<=al)ys(?=e[ds]?\*?\Z|ing)", "yz", "-yze beside -yse"),
    _rule("yze-yse", "en", r"(?<=al)yz(?=e[ds]?\*?\Z|ing)", "ys", "-yse beside -yze"),
    _rule(
        "our-or",
        "en",
        r"\A(behavi|endeav|neighb|harb|col|fav|lab|hon|hum|rum|tum|vig)our",
        r"\1or",
        "American spelling",
    ),
    _rule(
        "or-our",
        "en",
        r"\A(behavi|endeav|neighb|harb|col|fav|lab|hon|hum|rum|tum|vig)or(?!at|i[cz]|t)",
        r"\1our",
        "British spelling",
    ),
    _rule("re-er", "en", r"\A(cent|theat|fib|lit|met|calib)re(s?)(?=\*?\Z)", r"\1er\2", "American spelling"),
    _rule("er-re", "en", r"\A(cent|theat|fib|calib)er(s?)(?=\*?\Z)", r"\1re\2", "British spelling"),
    _rule(
        "ll-l",
        "en",
        r"\A(counse|mode|trave|labe|cance|leve|signa|pane)ll(?=ed|ing|or|er)",
        r"\1l",
        "American spelling",
    ),
    _rule(
        "l-ll",
        "en",
        r"\A(counse|mode|trave|labe|cance|leve|signa|pane)l(?=ed|ing|or|er)",
        r"\1ll",
        "British spelling",
    ),
    _rule("enrol", "en", r"\A(enro|fulfi)l(?=ment)", r"\1ll", "American spelling"),
    _rule("enroll", "en", r"\A(enro|fulfi)ll(?=ment)", r"\1l", "British spelling"),
    _rule("programme", "en", r"\Aprogramme(s?)(?=\*?\Z)", r"program\1", "American spelling"),
    _rule("program", "en", r"\Aprogram(s?)(?=\Z)", r"programme\1", "British spelling"),
    _rule("ae-e", "en", r"\A(p|orthop|h|an|gyn)ae(?=d|m|c)", r"\1e", "American spelling"),
    _rule(
        "e-ae",
        "en",
        r"\A(p(?=ediatr)|orthop(?=edi)|an(?=emi)|gyn(?=eco)|h(?=emato|emo))e",
        r"\1ae",
        "British spelling",
    ),
    _rule("ence-ense", "en", r"\A(def|off|lic)ence(s?)(?=\*?\Z)", r"\1ense\2", "American spelling"),
    _rule("ense-ence", "en", r"\A(def|off|lic)ense(s?)(?=\*?\Z)", r"\1ence\2", "British spelling"),
    _rule("ogue-og", "en", r"\A(dial|catal|anal)ogue(s?)(?=\*?\Z)", r"\1og\2", "American spelling"),
    _rule("judgement", "en", r"\A(judg|acknowledg)ement", r"\1ment", "the shorter spelling"),
    _rule("judgment", "en", r"\A(judg|acknowledg)ment", r"\1ement", "the longer spelling"),
    _rule("ageing", "en", r"\Aageing", "aging", "American spelling"),
    _rule("aging", "en", r"\Aaging", "ageing", "British spelling"),
)
"""The rules, in the order in which variants are shown."""
