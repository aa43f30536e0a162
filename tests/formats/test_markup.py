"""Plain text from the markup of titles and abstracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats.markup import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("H<sub>2</sub>O", "H2O"),
        ("<h4>Doel</h4>Een studie", " Doel Een studie"),
        ("<jats:p>Eén <jats:italic>N</jats:italic> = 3</jats:p>", " Eén N = 3 "),
        (
            '<jats:sec id="s1"><jats:title>Background</jats:title><jats:p>x</jats:p></jats:sec>',
            "  Background  x  ",
        ),
        ("<jats:title>Abstract</jats:title><jats:p>x</jats:p>", " x "),
        ("<title>Summary</title>x", "x"),
        ("<h4>Abstract</h4>x", "x"),
        ("p <0.05 and n> 3", "p <0.05 and n> 3"),
        ("a<b and c>d", "a<b and c>d"),
        ("x < y > z", "x < y > z"),
        ("R&amp;D &lt; 3", "R&D < 3"),
        ("&lt;p&gt;tekst&lt;/p&gt;", " tekst "),
        ("R&amp;amp;D", "R&D"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math>", "x"),
        ('<a href="https://example.org">zie</a>', "zie"),
        ("regel<br/>regel", "regel regel"),
        ("", ""),
    ],
)
def test_tags_go_and_text_stays(markup, text):
    assert plain(markup) == text


@given(st.text(alphabet="<>/abpi:= \"'&;lt", max_size=60))
def test_any_text_is_read(text):
    assert isinstance(plain(text), str)


def test_a_long_row_of_openings_takes_no_time():
    assert len(plain("<p a='" * 50_000)) == 300_000
