"""Agreement of coders who each exported their own coding."""

import pytest

from synth.cli import run
from synth.errors import UsageError
from synth.exports import compare_exports
from tests.eppi import export, tick, written

PAPERS = ["Ada", "Beatrix", "Cem"]


@pytest.fixture
def files(tmp_path):
    """Two coders of three papers; ben's second file numbers the same codes anew."""
    anna = {"Ada": [tick(100), tick(200, arm="Coaching")], "Beatrix": [tick(101)], "Cem": []}
    ben = {"Ada": [tick(100), tick(200, arm="Control")], "Beatrix": [tick(100)]}
    more = export({"": [], "-": [], "Cem": []}, base=5)
    more["References"] = more["References"][2:]
    return [
        ("anna", written(tmp_path / "anna.json", export(anna))),
        ("ben", written(tmp_path / "ben-1.json", export(ben))),
        ("ben", written(tmp_path / "ben-2.json", more)),
    ]


def test_each_code_is_judged_on_each_paper_and_on_the_arms_anyone_gave_it_to(files):
    found = compare_exports(files)
    # 6 codes on 3 papers, and the code that was given to one arm by each coder stands on two arms
    assert (found.overall.units, found.overall.paired) == (19, 19)
    assert found.used.units == 10
    assert set(found.codes) == {"Town", "Village", "Nurses"}
    assert (found.codes["Nurses"].used, found.codes["Nurses"].units) == (2, 4)


def test_conflicts_name_the_arm_and_what_each_gave(files):
    found = compare_exports(files).conflicts
    assert found["Ada: Coaching"] == {"anna": ("Nurses",), "ben": ()}
    assert found["Beatrix: whole study"] == {"anna": ("Village",), "ben": ("Town",)}
    assert "Ada: whole study" not in found


def test_two_codes_of_one_name_are_two_codes(tmp_path):
    codes = {"Town": {}, "People": {"Town": {}}}
    anna = written(tmp_path / "a.json", export({"Ada": [tick(1), tick(200)]}, codes=codes))
    ben = written(tmp_path / "b.json", export({"Ada": [tick(1)]}, codes=codes))
    assert set(compare_exports([("anna", anna), ("ben", ben)]).codes) == {
        "Setting / Town",
        "Setting / People / Town",
    }


def test_a_paper_that_one_coder_has_is_no_agreement(tmp_path):
    anna = written(tmp_path / "a.json", export({"Ada": [tick(1)]}))
    with pytest.raises(UsageError, match="two coders"):
        compare_exports([("anna", anna)])


def test_the_command_compares_exports(files, capsys):
    coders = [part for coder, path in files for part in ("--coder", f"{coder}={path}")]
    assert run(["agree", *coders, "--conflicts"]) == 0
    out = capsys.readouterr().out
    assert "codes in use" in out
    assert "Ada: Coaching: anna: Nurses; ben: nothing" in out


@pytest.mark.parametrize("wrong", [["--coder", "anna"], ["--coder", "a=b", "--level", "ratio"]])
def test_a_wrong_use_is_told(wrong, capsys):
    assert run(["agree", *wrong]) == 2
    assert "--coder" in capsys.readouterr().err
