"""Several authors in one text: as databases, spreadsheets and people part them."""

from __future__ import annotations

import time

import pytest

from synth.formats.authors import named, split
from synth.formats.kinds import kind
from synth.formats.roles import listed


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("de Vries, Jan; Smit, Anna", ["de Vries, Jan", "Smit, Anna"]),
        ("Barrett, Paul M; Willis, Katherine J; ", ["Barrett, Paul M", "Willis, Katherine J"]),
        ("Radanliev, P. and De Roure, D.", ["Radanliev, P.", "De Roure, D."]),
        ("Smith J, Doe AB", ["Smith, J", "Doe, AB"]),
        ("Griffin DK, Larkin DM, O'Connor RE.", ["Griffin, DK", "Larkin, DM", "O'Connor, RE"]),
        ("Phillips, J.C., Braun, R., Wang, W.", ["Phillips, J.C.", "Braun, R.", "Wang, W."]),
        ("Faraj K., Edwards L.", ["Faraj, K.", "Edwards, L."]),
        ("Geraets, D T and van Doorn, L J", ["Geraets, D T", "van Doorn, L J"]),
        ("Jan van der Berg; Anna Smit", ["van der Berg, Jan", "Smit, Anna"]),
        ("Massimo Aria|Corrado Cuccurullo", ["Aria, Massimo", "Cuccurullo, Corrado"]),
        ("Araz R. AlievNigar T. Ismayilova", ["Aliev, Araz R.", "Ismayilova, Nigar T."]),
        ("['Marxus, Karlus', 'Lindgren, Astrid']", ["Marxus, Karlus", "Lindgren, Astrid"]),
        ("Jansen, Jan", ["Jansen, Jan"]),
        ("World Health Organization", ["World Health Organization"]),
        ("RIVM", ["RIVM"]),
        ("Jansen J en Bos A", ["Jansen, J", "Bos, A"]),
        ("Bos, A. en Smit, B.", ["Bos, A.", "Smit, B."]),
        ("Anna Bos, Bert Smit en Cor Vos", ["Bos, Anna", "Smit, Bert", "Vos, Cor"]),
        ("Anna Bos, Bert Smit and Cor Vos", ["Bos, Anna", "Smit, Bert", "Vos, Cor"]),
        ("Anne Dubois et Luc Martin", ["Dubois, Anne", "Martin, Luc"]),
        ("Sociaal en Cultureel Planbureau", ["Sociaal en Cultureel Planbureau"]),
        ("Ministerie van VWS en Gemeente Utrecht", ["Ministerie van VWS en Gemeente Utrecht"]),
        ("Bos E.A.", ["Bos, E.A."]),
        ("Lefkowitz, Rafael Y. MD, MPH 1", ["Lefkowitz, Rafael Y."]),
        ("de Vries, Jan (57201420436)", ["de Vries, Jan"]),
        ("Harald Sch&#246;ning and J. Kr&auml;mer", ["Schöning, Harald", "Krämer, J."]),
        ("", []),
        ("[No author name available]", []),
    ],
)
def test_people_are_told_apart(text: str, people: list[str]):
    assert [str(name) for name in split(text)] == people


@pytest.mark.parametrize(
    "rest", ["et al.", "e.a.", "en anderen", "u. a.", "und andere", "and others", "et al"]
)
def test_what_stands_for_left_out_authors_is_no_author_in_three_languages(rest: str):
    assert [str(name) for name in split(f"Jansen, J.; {rest}")] == ["Jansen, J."]
    assert [str(name) for name in named([f"Jansen, J. {rest}", rest])] == ["Jansen, J."]
    for between in (", ", " "):
        assert [str(name) for name in split(f"Jansen J, Bos A{between}{rest}")] == ["Jansen, J", "Bos, A"]


def test_a_list_that_was_cut_off_or_holds_nothing_is_read_in_no_time():
    started = time.process_time()
    split("['Jan Bos'  " + "'Anna Smit'  " * 40)
    split("Jan Bos" + ", " * 10_000)
    listed("['werk' " + "'kennis' " * 40)
    assert time.process_time() - started < 2
    assert [str(name) for name in split("['Jan Bos' 'Anna Smit']")] == ["Bos, Jan", "Smit, Anna"]
    assert listed("['werk', \"auto's\"]") == ["werk", "auto's"]


@pytest.mark.parametrize(
    ("written", "csl"),
    [
        (("Journal Article",), "article-journal"),
        (("J", "Article; Proceedings Paper"), "paper-conference"),
        (("JOUR",), "article-journal"),
        (("incollection",), "chapter"),
        (("Tijdschriftartikel",), "article-journal"),
        (("Proefschrift",), "thesis"),
        (("Hochschulschrift",), "thesis"),
        (("Review", "Book"), "book"),
        (("something else",), "document"),
        (("",), ""),
        ((), ""),
    ],
)
def test_a_kind_in_words_or_codes_is_a_csl_type(written: tuple[str, ...], csl: str):
    assert kind(*written) == csl
