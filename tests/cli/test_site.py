"""`synth site`: what was searched by hand is logged, shown, taken back, and counted in the flow."""

import pytest

FILE = """synth: sites/1
by: anna
sites:
  - {site: Kennisplein, kind: organisation, date: 2026-11-20, terms: schulden, seen: 40, taken: [tip-2018]}
"""
TIP = "@article{tip-2018, author = {Müller, B.}, title = {Wissen in der Schuldnerberatung}, year = 2018}\n"


@pytest.fixture
def review(synth, tmp_path):
    synth("new", tmp_path / "r")
    return tmp_path / "r"


def test_a_site_is_logged_shown_and_taken_back(synth, review):
    logged = synth(
        "site", "-C", review, "Kennisplein", "--terms", "schulden", "--seen", 12, "--date", "2026-11-20"
    )
    assert (logged.code, logged.out) == (0, "Logged: Kennisplein, 2026-11-20: 12 seen, 0 taken.\n")
    again = synth(
        "site", "-C", review, "Kennisplein", "--terms", "schulden", "--seen", 12, "--date", "2026-11-20"
    )
    assert again.out.startswith("Already logged")
    assert "Kennisplein  website  schulden" in synth("site", "-C", review).out
    assert "Taken back" in synth("site", "-C", review, "Kennisplein", "--undo").out
    assert synth("site", "-C", review, "--json").json == {"sites": []}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Kennisplein"], "--terms"),
        (["Kennisplein", "--terms", "x", "--date", "gisteren"], "is not a day"),
        (["Kennisplein", "--terms", "x", "--seen", "1", "--taken", "2"], "2 were taken of 1"),
        (["Kennisplein", "--terms", "x", "--work", "unknown-2001"], "There is no work"),
        (["Elders", "--undo"], "No entry of the log is about `Elders`"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(synth, review, arguments, said):
    done = synth("site", "-C", review, *arguments)
    assert done.code == 2
    assert said in done.err


def test_a_log_in_a_file_names_the_works_and_the_flow_counts_them_there(synth, review, tmp_path):
    (tmp_path / "tip.bib").write_text(TIP, encoding="utf-8")
    (review / "corpus").mkdir(exist_ok=True)
    (review / "corpus" / "sites.yaml").write_text(FILE, encoding="utf-8")
    synth("import", "-C", review, tmp_path / "tip.bib", "--reason", "Found on a site.")
    assert synth("check", "-C", review).code == 0
    taken = synth("import", "-C", review, review / "corpus" / "sites.yaml")
    assert (taken.code, "1 site, 1 new" in taken.out) == (0, True)
    shown = synth("synthesize", "-C", review, "--json").json
    assert shown["flow"]["organisation_results"] == 1
    assert [one["site"] for one in shown["sites"]] == ["Kennisplein"]


def test_a_file_that_notepad_wrote_is_the_same_file(synth, review, tmp_path):
    (tmp_path / "sites.yaml").write_text(FILE, encoding="utf-8-sig")
    done = synth("import", "-C", review, tmp_path / "sites.yaml")
    assert (done.code, "1 site, 1 new" in done.out) == (0, True)


def test_a_mistake_in_the_file_is_placed(synth, review):
    (review / "corpus").mkdir(exist_ok=True)
    path = review / "corpus" / "sites.yaml"
    path.write_text(FILE.replace("2026-11-20", "soon"), encoding="utf-8")
    checked = synth("check", "-C", review)
    assert checked.code == 2
    assert f"{path}:4:" in checked.out
