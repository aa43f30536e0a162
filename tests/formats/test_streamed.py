"""Records of a file one by one: the same as when the file is read whole."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from synth.errors import FileError, Problem
from synth.formats import streamed
from synth.formats.reading import read
from synth.model import BIBLIOGRAPHIC, Record

TABLE = """id,type,title,authors,year,journal,volume,issue,pages,doi,abstract
a,article,"Kennis, benutten","Koning, J. de and Bos, A.",2008,Gids,4,2,12--29,10.1000/X,Kort
b,article,Wissen nutzen,"Weber, K.; Lang, E.",2009,WSI-Mitteilungen,,,3-8,,"Zeile
zwei"
c,article,Using knowledge,Ann Smith,2010,Work & Stress,1,,S12,https://doi.org/10.1000/y,
"""


def stored(folder: Path, name: str, text: str = TABLE) -> Path:
    path = folder / name
    data = text.encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


@pytest.mark.parametrize("name", ["set.csv", "set.csv.gz", "set.tsv"])
def test_a_table_gives_the_same_records_as_when_it_is_read_whole(tmp_path: Path, name: str) -> None:
    one_by_one = list(streamed.records(stored(tmp_path, name)))
    whole = read(TABLE.encode(), name).records
    assert [one.source_id for one in one_by_one if isinstance(one, Record)] == ["a", "b", "c"]
    for one, other in zip(one_by_one, whole, strict=True):
        assert [getattr(one, field) for field in BIBLIOGRAPHIC] == [
            getattr(other, field) for field in BIBLIOGRAPHIC
        ]


def test_other_formats_are_read_too(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.ris", "TY  - JOUR\nTI  - Kennis benutten\nER  - \n")
    (record,) = streamed.records(path)
    assert isinstance(record, Record)
    assert record.title == "Kennis benutten"


def test_a_row_that_fits_no_heading_is_a_problem_and_the_others_stay(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.csv", TABLE + "d" + ",x" * 40 + "\n")
    found = list(streamed.records(path))
    assert [type(one) for one in found] == [Record, Record, Record, Problem]


def test_a_file_that_is_cut_off_says_how_far_it_was_read(tmp_path: Path) -> None:
    path = stored(tmp_path, "a.csv.gz", TABLE + "x,article,title\n" * 20_000)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FileError, match="Reading stopped after"):
        list(streamed.records(path))


def test_what_is_no_table_of_references_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        list(streamed.records(stored(tmp_path, "a.csv", "een,twee\n1,2\n")))
