"""Names in Latin letters with the family name first, as Chinese, Korean and Japanese authors write them."""

from __future__ import annotations

import pytest

from synth.dedupe import explain
from synth.dedupe.normalise import prepare
from synth.formats import names
from synth.model import Name, Record


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("Wang Xiaoming", "Wang"),
        ("Xiaoming Wang", "Wang"),
        ("Wang, Xiaoming", "Wang"),
        ("Wang Xiao-Ming", "Wang"),
        ("Chen Yu-Chih", "Chen"),
        ("Zhang San", "Zhang"),
        ("Kim Min-Jun", "Kim"),
        ("Min-Jun Kim", "Kim"),
        ("Lee Sang Hoon", "Lee"),
        ("Sang Hoon Lee", "Lee"),
        ("Choi Minho", "Choi"),
        ("Tanaka Hiroshi", "Tanaka"),
        ("Hiroshi Tanaka", "Tanaka"),
        ("Wei Li", "Li"),
        ("Yang Yang", "Yang"),
        ("Kim Hansen", "Hansen"),
        ("Kim de Vries", "de Vries"),
        ("Lee Harris", "Harris"),
        ("Han Bos", "Bos"),
        ("Li Andersson", "Andersson"),
        ("Yu-Chih Chen", "Chen"),
        ("Jan Jansen", "Jansen"),
        ("Maria Mora", "Mora"),
        ("Mao Tse-tung", "Mao"),
        ("Hsieh Ming-Hui", "Hsieh"),
        ("Kang Sung-Ho", "Kang"),
        ("Suzuki Yuko", "Suzuki"),
        ("Chen Miller", "Miller"),
        ("Li Nielsen", "Nielsen"),
        ("Kato Peeters", "Peeters"),
        ("Yuan de Boer", "de Boer"),
        ("Mo Salah", "Salah"),
        ("Hong Hai Do", "Do"),
    ],
)
def test_the_family_name_is_found_at_either_end(written: str, family: str) -> None:
    assert names.parse(written).family == family


@pytest.mark.parametrize("written", ["WANG Xiaoming", "Wang XiaoMing"])
def test_a_name_that_stays_in_one_piece_is_compared_by_its_family_name(written: str) -> None:
    assert prepare(1, Record("x", "", "", authors=(Name(literal=written),))).first_author == "wang"


@pytest.mark.parametrize(
    "written", ["Wang Xiaoming", "Wang Xiao-ming", "WANG Xiaoming", "Wang, X.", "Wang X"]
)
def test_one_person_in_either_order_is_one_author(written: str) -> None:
    def made(number: int, author: str) -> tuple[int, Record]:
        title = "Supported employment in Nanjing"
        return number, Record("x", "", "", title=title, year=2012, authors=(names.parse(author),))

    assert explain(made(1, "Xiaoming Wang"), made(2, written)).outcome == "same"
