"""What a person types to point at a work is recognised, and a title is never taken for an identifier."""

import pytest

from synth.sources.identifiers import identify


@pytest.mark.parametrize(
    ("given", "kind", "value"),
    [
        ("10.1186/s13643-020-01542-z", "doi", "10.1186/s13643-020-01542-z"),
        ("doi: 10.1000/ABC(1)", "doi", "10.1000/abc(1)"),
        ("https://doi.org/10.1000/xyz", "doi", "10.1000/xyz"),
        ("https://example.org/article/10.1000/xyz", "doi", "10.1000/xyz"),
        ("W2741809807", "openalex", "W2741809807"),
        ("https://openalex.org/W2741809807", "openalex", "W2741809807"),
        ("PMID: 33499930", "pmid", "33499930"),
        ("https://pubmed.ncbi.nlm.nih.gov/33499930/", "pmid", "33499930"),
        ("33499930", "pmid", "33499930"),
        ("978-90-5986-123-4", "title", "978-90-5986-123-4"),
        ("ISBN 90-269-5103-8", "title", "ISBN 90-269-5103-8"),
        ("9780306406157", "isbn", "9780306406157"),
        ("0-306-40615-2", "isbn", "9780306406157"),
        ("https://example.org/rapport.pdf", "url", "https://example.org/rapport.pdf"),
        ("Kennis in de praktijk", "title", "Kennis in de praktijk"),
        ("Wissen über Wiedereingliederung 2010", "title", "Wissen über Wiedereingliederung 2010"),
        ("  Knowledge   transfer ", "title", "Knowledge transfer"),
        ("What happened to doi 10.1000/xyz", "title", "What happened to doi 10.1000/xyz"),
    ],
)
def test_what_was_typed_is_recognised(given, kind, value):
    found = identify(given)
    assert (found.kind, found.value) == (kind, value)
    assert found.exact is (kind not in ("title", "url"))
