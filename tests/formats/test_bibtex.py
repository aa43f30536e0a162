"""BibTeX and biblatex as people and programs write them."""

from __future__ import annotations

import time

import pytest

from synth.errors import FileError
from synth.formats import bibtex
from synth.formats.entries import Parsed
from synth.formats.reading import read as read_any
from synth.model import Name, Record

FULL = r"""@article{koning-2008,
  title = {Werken aan {W}erk: re\"integratie},
  author = {de Koning, Jan and Arjan Heyma and {Inspectie Werk en Inkomen} and others},
  year = 2008,
  month = mar,
  journal = {Tijdschrift voor Arbeidsvraagstukken},
  volume = {24},
  number = "2",
  pages = {525--42},
  publisher = {Sdu},
  langid = {dutch},
  doi = {https://doi.org/10.1000/AB\_C},
  issn = {0169-2216},
  url = {https://example.org/a_b},
  abstract = {50\% of what is known.},
  keywords = {kennis, gebruik},
  note = {Gezien}
}
"""


def parse(text: str) -> Parsed:
    return bibtex.parse(text, "refs.bib")


def only(text: str) -> Record:
    (record,) = parse(text).records
    return record


def test_every_field_of_an_entry_is_read():
    assert only(FULL) == Record(
        source="bibtex",
        source_id="koning-2008",
        raw=FULL.strip(),
        title="Werken aan Werk: reïntegratie",
        authors=(
            Name("de Koning", "Jan"),
            Name("Heyma", "Arjan"),
            Name(literal="Inspectie Werk en Inkomen"),
        ),
        year=2008,
        container_title="Tijdschrift voor Arbeidsvraagstukken",
        volume="24",
        issue="2",
        page="525-542",
        publisher="Sdu",
        language="nl",
        type="article-journal",
        doi="10.1000/ab_c",
        isbn="",
        issn="01692216",
        url="https://example.org/a_b",
        abstract="50% of what is known.",
        keywords=("kennis", "gebruik"),
        note="Gezien",
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ludwig van Beethoven", (Name("van Beethoven", "Ludwig"),)),
        ("van der Berg, Jan", (Name("van der Berg", "Jan"),)),
        ("King, Jr., Martin Luther", (Name("King", "Martin Luther, Jr."),)),
        ("Gestel, N. van", (Name("van Gestel", "N."),)),
        (r"M{\"u}ller, J{\"o}rg", (Name("Müller", "Jörg"),)),
        ("{Barnes and Noble} and Smith, A.", (Name(literal="Barnes and Noble"), Name("Smith", "A."))),
        ("TNO", (Name(literal="TNO"),)),
        ("Smith, A. and others", (Name("Smith", "A."),)),
        ("{\\'E}mile Zola", (Name("Zola", "Émile"),)),
    ],
)
def test_names_of_people_and_institutions(written: str, names: tuple[Name, ...]):
    assert only(f"@book{{k, title={{t}}, author={{{written}}}}}").authors == names


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ("title={A}, subtitle={b}", "title", "A: b"),
        ("title={A?}, subtitle={b}", "title", "A? b"),
        ("title={A}, date={2011-03-12}", "year", 2011),
        ("title={A}, year={in press}", "year", None),
        ("title={A}, journaltitle={J}", "container_title", "J"),
        ("title={A}, booktitle={B}", "container_title", "B"),
        ("title={A}, institution={TNO}", "publisher", "TNO"),
        ("title={A}, editor={Jansen, P.}", "authors", (Name("Jansen", "P."),)),
        ("title={A}, isbn={90-123-4567-0}", "isbn", ""),
        ("title={A}, language={ngerman}", "language", "de"),
        ("title={A}, url={https://doi.org/10.1000/x}", "doi", "10.1000/x"),
        (r"title={A}, howpublished={\url{https://example.org/}}", "url", "https://example.org/"),
        ("title={A}, keywords={Child, Preschool; Adult}", "keywords", ("Child, Preschool", "Adult")),
        ('title="A {"}quoted{"} word"', "title", 'A "quoted" word'),
        ("title={A} # { and } # {B}", "title", "A and B"),
    ],
)
def test_a_field_of_bibtex_or_biblatex_fills_its_field(fields: str, attribute: str, value: object):
    assert getattr(only(f"@book{{k, {fields}}}"), attribute) == value


@pytest.mark.parametrize(
    ("kind", "csl"),
    [
        ("article", "article-journal"),
        ("InProceedings", "paper-conference"),
        ("phdthesis", "thesis"),
        ("techreport", "report"),
        ("incollection", "chapter"),
        ("online", "webpage"),
        ("misc", "document"),
        ("whatever", "document"),
    ],
)
def test_an_entry_type_becomes_a_csl_type(kind: str, csl: str):
    assert only(f"@{kind}{{k, title={{t}}}}").type == csl


def test_the_number_of_a_report_is_not_an_issue():
    assert only("@techreport{k, title={t}, number={2011-4}}").issue == ""


def test_strings_are_put_in_whatever_their_case():
    strings = '@string{ TVA = "Tijdschrift" }\n@string(more = tva # { voor Arbeid})\n'
    text = strings + "@article{k, title={t}, journal=More}"
    assert only(text).container_title == "Tijdschrift voor Arbeid"


def test_a_string_that_is_not_defined_keeps_its_name_and_is_told():
    parsed = parse("@article{k, title=nowhere}")
    assert parsed.records[0].title == "nowhere"
    assert "nowhere" in parsed.notes[0].reason


def test_an_entry_takes_over_what_it_lacks_from_its_crossref():
    parent = "@proceedings{b, title={Proc}, year={1999}, publisher={P}}"
    text = "@inproceedings{a, title={T}, crossref={b}}\n" + parent
    child = parse(text).records[0]
    assert (child.container_title, child.year, child.publisher) == ("Proc", 1999, "P")


@pytest.mark.parametrize(
    "text", ["@article{a, title={A}, crossref={a}}", "@article{a, title={A}, crossref={zz}}"]
)
def test_a_crossref_that_leads_nowhere_is_told(text: str):
    parsed = parse(text)
    assert parsed.records[0].title == "A"
    assert "crossref" in parsed.notes[0].reason


def test_a_broken_entry_is_a_problem_with_its_line_and_raw_text_and_the_others_are_kept():
    parsed = parse("@article{a, title={A}}\n\n@article{b, title={B} year={2000}}\n\n@article{c, title={C}}\n")
    assert [record.title for record in parsed.records] == ["A", "C"]
    (problem,) = parsed.problems
    assert problem.position.line == 3
    assert "title" in problem.reason
    assert "year={2000}" in problem.raw


def test_an_entry_that_swallows_the_next_one_gives_it_back():
    parsed = parse("@article{a, author={missing bracket}@article{b, author={Ed von Test}}")
    assert [record.source_id for record in parsed.records] == ["b"]
    assert len(parsed.problems) == 1


def test_the_line_of_a_broken_entry_holds_behind_comments_too():
    parsed = parse("% one\n%@book{x,\n%  title={y}\n%}\n\n@book{a,\n  title={A}\n}\n@book{b, title={B}{C}}\n")
    assert [problem.position.line for problem in parsed.problems] == [9]


def test_an_entry_without_a_key_is_kept_and_told():
    parsed = parse("@article{\n  author = {Smith, A.},\n  title = {T},\n}")
    assert parsed.records[0].title == "T"
    assert parsed.records[0].source_id
    assert "no key" in parsed.notes[0].reason


def test_a_key_used_twice_in_any_case_is_kept_twice_and_told():
    parsed = parse("@book{A, title={1}}\n@book{a, title={2}}\n@book{A, title={3}}")
    assert [record.source_id for record in parsed.records] == ["A", "a#2", "A#3"]
    assert len(parsed.notes) == 2


def test_a_field_that_stands_twice_keeps_its_first_value_and_is_told():
    parsed = parse("@book{A, title={1}, title={2}}")
    assert parsed.records[0].title == "1"
    assert "twice" in parsed.notes[0].reason


def test_a_file_cut_in_its_last_entry_is_refused_with_the_line_and_a_remedy():
    with pytest.raises(FileError, match=r"refs\.bib:2: .*starts at line 2.*Export it again"):
        parse("@article{a, title={A}}\n@article{b, title={B")


def test_comments_and_preambles_are_no_entries():
    parsed = parse('@comment{jabref-meta: x}\n@preamble{"\\newcommand"}\nfree text\n@book{a, title={A}}')
    assert (len(parsed.records), parsed.problems) == (1, ())


def test_commands_that_would_read_files_stay_text():
    assert "/etc/passwd" in only(r"@book{a, title={\input{/etc/passwd}}}").title


def test_a_string_that_grows_without_end_is_a_problem_not_a_full_memory():
    strings = "\n".join(f"@string{{a{n}=a{n - 1} # a{n - 1} # a{n - 1} # a{n - 1}}}" for n in range(1, 40))
    parsed = parse(f'@string{{a0="xxxxxxxxxx"}}\n{strings}\n@book{{b, title=a39}}\n@book{{c, title={{C}}}}')
    assert [record.title for record in parsed.records] == ["C"]
    assert "longer than" in parsed.problems[0].reason


def test_a_chain_of_a_thousand_strings_does_not_break_the_reader():
    strings = "\n".join(f"@string{{a{n}=a{n - 1}}}" for n in range(1, 1000))
    assert parse(f'@string{{a0="x"}}\n{strings}\n@book{{b, title=a999, note={{n}}}}').records


def test_writing_makes_keys_and_values_that_bibtex_can_read():
    text = bibtex.write(
        [Record("x", "a key, with {odd} things", "", title="50% of {A} & B_C #1", type="book")]
    )
    record = only(text)
    assert record.title == "50% of {A} & B_C #1"
    assert record.source_id == "a-key-with-odd-things"


def test_a_value_of_endless_pieces_is_a_problem_and_takes_no_time():
    begin = time.process_time()
    pieces = " # ".join(['""'] * 100_000)
    parsed = bibtex.parse(f"@article{{a,\n title = {pieces}\n}}\n@book{{b, title = {{T}}}}\n", "x.bib")
    assert time.process_time() - begin < 2
    assert [record.source_id for record in parsed.records] == ["b"]
    assert "pieces" in parsed.problems[0].reason


def test_a_crossref_is_followed_only_so_far_and_that_is_told():
    chain = "".join(f"@book{{k{n},\n title = {{T{n}}},\n crossref = {{k{n + 1}}}\n}}\n" for n in range(60))
    parsed = bibtex.parse(chain + "@book{k60,\n title = {End},\n publisher = {P}\n}\n", "x.bib")
    assert parsed.records[0].publisher == ""
    assert parsed.records[55].publisher == "P"
    assert any("more than 20 entries" in note.reason for note in parsed.notes)


def test_text_of_which_no_block_is_left_is_refused_not_a_crash():
    with pytest.raises(FileError):
        read_any(b"%0 Jgnore!}\n@COMMENT{and this line too!}", "x.bib")
