"""Works made for these tests in the shape of Crossref; none is a real publication."""


def work(number, title, **fields):
    """Return a work as Crossref gives it."""
    year = fields.pop("year", 2010)
    return {
        "DOI": f"10.5555/Made.{number}",
        "type": "journal-article",
        "title": [title],
        "issued": {"date-parts": [[year, 6, 1]]},
        "language": "nl",
        "abstract": "<jats:p>Een onderzoek.</jats:p>",
        **fields,
    }


def works(count):
    """Return works that all have `implementatie` in the title."""
    return [work(n, f"Implementatie nummer {n}") for n in range(1, count + 1)]
