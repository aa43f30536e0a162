"""LaTeX in values to plain text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats.latex import link_text, to_latex, to_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"K\"onig", "König"),
        (r"{\"O}zg{\"u}r", "Özgür"),
        (r"\'{e}t\'e", "été"),
        (r"na\"{\i}ve", "naïve"),
        (r"na\"\i ve", "naïve"),
        (r"\c{c}a \c ca", "ça ça"),
        (r"\v{S}koda", "Škoda"),
        (r"Stra{\ss}e", "Straße"),
        (r"\o re, {\O}re", "øre, Øre"),
        (r"\AA ngstr\"om", "Ångström"),
        (r"\L{}\'od\'z", "Łódź"),
        (r"{W}et {SUWI}", "Wet SUWI"),
        (r"\emph{very} \textbf{bold}", "very bold"),
        (r"Smith \& Co, 50\% \$5 \#1 a\_b", "Smith & Co, 50% $5 #1 a_b"),
        (r"50% of $5", "50% of $5"),
        (r"$\alpha$-test", "α-test"),
        ("1--2 and --- so", "1\N{EN DASH}2 and — so"),
        ("``quoted''", "“quoted”"),
        ("a~b", "a b"),
        ("no  markup\n here", "no markup here"),
        (r"\unknown stays", r"\unknown stays"),
    ],
)
def test_markup_becomes_the_letters_it_means(latex: str, text: str):
    assert to_text(latex) == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Mn"])))
def test_any_text_written_as_latex_reads_back_the_same(text: str):
    import unicodedata

    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    assert to_text(to_latex(plain)) == plain


@given(st.text())
def test_any_value_becomes_text_on_one_line(value: str):
    assert "\n" not in to_text(value)


def test_a_value_of_many_braces_and_backslashes_is_read_in_linear_time():
    assert to_text("{" * 50_000 + "\\" * 50_000 + "}" * 50_000) is not None


def test_links_lose_only_their_escapes():
    assert link_text(r"https://example.org/a\_b\%20{c}~d") == "https://example.org/a_b%20c~d"
