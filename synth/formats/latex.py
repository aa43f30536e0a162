"""LaTeX in BibTeX values to plain text, and plain text to LaTeX that reads back the same.

One pass over the value, no recursion, nothing run or opened: a command that is not about letters, symbols
or fonts stays as text. The names of symbols come from pylatexenc.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MARKUP = re.compile(r"[\\{}$~]|--|``|''|[!?]`")
_TOKEN = re.compile(
    r"""
    \\(?: (?P<sign>["'`^~=.]) \s* | (?P<mark>[uvHcdbkr]) (?: \s+ | (?=[{\\]) ) )
        (?: \{ \s* (?P<inner> \\[ij](?![A-Za-z]) | [^\W\d_] ) \s* (?P<rest>[^\W\d_]*) \s* \}
          | (?P<bare> \\[ij](?![A-Za-z])\s? | [^\W\d_] ) )
    | \\(?P<word>[A-Za-z]+) (?: \{\} | \s* )
    | \\(?P<escaped>.)
    | (?P<ligature> --- | -- | `` | '' | [!?]` )
    | (?P<single>[{}$~])
    """,
    re.VERBOSE | re.DOTALL,
)
_COMBINING = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "d": "\u0323",
    "b": "\u0331",
    "k": "\u0328",
    "r": "\u030a",
}
_LIGATURES = {"---": "—", "--": "\N{EN DASH}", "``": "“", "''": "”", "!`": "¡", "?`": "¿"}
_ESCAPED = {" ": " ", "\n": " ", "\t": " ", "\\": " ", "-": "", "/": "", ",": " ", ";": " "}
_FONT_COMMANDS = """
    emph textit textbf textrm textsf texttt textsc textsl textup textmd textnormal textsuperscript
    textsubscript it bf rm sf tt sc sl em bfseries itshape mkbibemph mkbibquote mkbibbold enquote
    mathrm mathit mathbf mathsf text mbox hbox ensuremath url path uppercase lowercase protect relax
    noopsort bibstring NoCaseChange MakeUppercase
"""
_SILENT = frozenset(_FONT_COMMANDS.split())
_OWN_SYMBOLS = {
    "textquotedbl": '"',
    "textasciigrave": "`",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "ij": "ij",
    "IJ": "IJ",
    "i": "i",
    "j": "j",
    "quad": " ",
    "newline": " ",
}
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
        '"': r"\textquotedbl{}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
    }
)
_WOULD_JOIN = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[!?])(?=\\textasciigrave)")
_ESCAPED_LINK = re.compile(r"\\([%&#_~$])")


def to_text(value: str) -> str:
    """Return a value as plain text on one line: accents composed, braces and font commands gone."""
    if not _MARKUP.search(value):
        return " ".join(value.split())
    math = len(re.findall(r"(?<!\\)\$", value)) % 2 == 0
    text = _TOKEN.sub(lambda found: _replacement(found, math=math), value)
    return " ".join(unicodedata.normalize("NFC", text).split())


def link_text(value: str) -> str:
    """Return a link, DOI or file name: only braces and the escapes that people add are taken off."""
    return "".join(_ESCAPED_LINK.sub(r"\1", value).replace("{", "").replace("}", "").split())


def to_latex(text: str) -> str:
    """Return text for a braced BibTeX value (UTF-8 letters stay), such that `to_text` gives it back."""
    return _WOULD_JOIN.sub("{}", " ".join(text.split()).translate(_ESCAPES))


def _replacement(found: re.Match[str], *, math: bool) -> str:
    kind = found.lastgroup
    accent = found["sign"] or found["mark"]
    if accent:
        letter = (found["inner"] or found["bare"]).strip().removeprefix("\\")
        return letter + _COMBINING[accent] + (found["rest"] or "")
    if kind == "word":
        return _word(found)
    if kind == "escaped":
        return _ESCAPED.get(
            found["escaped"], found["escaped"] if found["escaped"] in "%&#$_{}@" else found.group()
        )
    if kind == "ligature":
        return _LIGATURES[found["ligature"]]
    return {"~": " ", "$": "" if math else "$"}.get(found["single"], "")


def _word(found: re.Match[str]) -> str:
    word = found["word"]
    if word in _SILENT:
        return ""
    return _symbols().get(word, found.group())


@cache
def _symbols() -> dict[str, str]:
    """Command → character, for the commands that stand for text and take no argument."""
    from pylatexenc.latex2text import get_default_latex_context_db  # type: ignore[import-untyped]

    listed = get_default_latex_context_db().iter_macro_specs()
    found = {spec.macroname: spec.simplify_repl for spec in listed}
    plain = {name: text for name, text in found.items() if isinstance(text, str) and text and "%" not in text}
    return plain | _OWN_SYMBOLS
