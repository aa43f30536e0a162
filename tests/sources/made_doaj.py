"""Articles made for these tests in the shape of DOAJ; none is a real publication."""


def work(number, title, *, abstract="", keywords=(), year=2010, **fields):
    """Return an article as the API gives it; `fields` are of its `bibjson`."""
    about = {
        "title": title,
        "year": str(year) if year else None,
        "author": [{"name": "Anna van der Made"}],
        "identifier": [{"type": "doi", "id": f"10.5555/made.{number}"}],
        "journal": {"title": "Made", "language": ["NL"]},
        **({"abstract": abstract} if abstract else {}),
        **({"keywords": list(keywords)} if keywords else {}),
        **fields,
    }
    return {"id": f"{number:032x}", "created_date": "2020-01-01T00:00:00Z", "bibjson": about}
