"""The command `agree`, on a table and on a review."""

import json

import pytest

from synth.cli import run

HEAD = "unit,coder,code\n"


@pytest.fixture
def told(capsys):
    """Run a command; return its exit code, what it printed, and what it said of errors."""

    def tell(*arguments):
        code = run([str(one) for one in arguments])
        return (code, *capsys.readouterr())

    return tell


def written(folder, text):
    path = folder / "codes.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("label", ["belemmert", "fördert", "helps"])
def test_a_table_needs_no_review(tmp_path, told, delimiter, label):
    text = f"code,unit,coder\n{label},1,a\n{label},1,b\nother,2,a\n{label},2,b\n".replace(",", delimiter)
    code, out, _ = told("agree", written(tmp_path, text), "--json")
    data = json.loads(out)
    assert (code, data["overall"]["percent"], data["coders"]) == (0, 0.5, ["a", "b"])
    assert {one["code"] for one in data["codes"]} == {label, "other"}


@pytest.mark.parametrize("blank", ["", ".", "*", "NA"])
def test_a_blank_is_a_unit_that_was_not_judged(tmp_path, told, blank):
    _, out, _ = told("agree", written(tmp_path, f"{HEAD}1,a,x\n1,b,x\n2,a,x\n2,b,{blank}\n"), "--json")
    assert json.loads(out)["overall"]["paired"] == 1


def test_conflicts_are_named_on_request(tmp_path, told):
    path = written(tmp_path, f"{HEAD}doc 7,a,x\ndoc 7,b,y\ndoc 8,a,x\ndoc 8,b,x\n")
    assert "doc 7: a: x; b: y" in told("agree", path, "--conflicts")[1]
    assert "doc 7" not in told("agree", path)[1]


def test_an_undefined_coefficient_is_a_dash_not_a_number(tmp_path, told):
    _, out, _ = told("agree", written(tmp_path, f"{HEAD}1,a,x\n1,b,x\n"))
    assert out.splitlines()[2].split() == ["all", "1", "1", "100.0%", "-", "-", "-", "-"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit,code\n1,x\n", "codes.csv:1: The first line has no column `coder`."),
        (f"{HEAD}1,a,x\n1\n", "codes.csv:3: has 1 columns"),
        (f"{HEAD},a,x\n", "codes.csv:2: The column `unit` is empty."),
        (f"{HEAD}1,a,x\n1,b,y\n", "ratio needs numbers"),
        (f"{HEAD}1,a,-1\n1,b,1\n", "ratio needs numbers"),
        (f"{HEAD}1,a,x\n1,b,{'y' * 140_000}\n", "codes.csv:3: field larger than field limit"),
    ],
)
def test_a_mistake_is_placed_and_says_what_to_do(tmp_path, told, text, said):
    code, _, err = told("agree", written(tmp_path, text), "--level", "ratio")
    assert (code, said in err) == (2, True)


def test_a_review_compares_its_screeners_and_its_coders(tmp_path, told):
    told("new", tmp_path / "review")
    tip = tmp_path / "tip.bib"
    tip.write_text("@article{a, author={Smit, A.}, title={Over schulden}, year=2015}\n", encoding="utf-8")
    told("import", tip, "--how", "contact", "-C", tmp_path / "review")
    for coder, verdict in (("anna", "include"), ("ben", "maybe")):
        told("screen", "smit-2015", "--verdict", verdict, "--coder", coder, "-C", tmp_path / "review")
    _, out, _ = told("agree", "--stage", "full-text", "--conflicts", "-C", tmp_path / "review")
    assert "smit-2015: anna: include; ben: maybe" in out
    _, out, _ = told("agree", "-C", tmp_path / "review")
    assert "Nothing was judged by two people" in out
