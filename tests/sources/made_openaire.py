"""Research products made for these tests in the shape of the OpenAIRE Graph; none is a real publication."""


def work(number, title, *, abstract="", keywords=(), year=2010, **fields):
    """Return a product as version 3 of the API gives it."""
    subjects = [{"subject": {"scheme": "keyword", "value": word}, "provenance": None} for word in keywords]
    return {
        "id": f"made________::{number:032x}",
        "type": "publication",
        "mainTitle": title,
        "subTitle": None,
        "descriptions": [abstract] if abstract else None,
        "publicationDate": f"{year}-06-01" if year else None,
        "language": {"code": "nld", "label": "Dutch; Flemish"},
        "subjects": subjects or None,
        "authors": [{"fullName": "Made, Anna van der", "name": "Anna van der", "surname": "Made", "rank": 1}],
        "pids": [{"scheme": "doi", "value": f"10.5555/made.{number}"}],
        "instances": [{"type": "Article"}],
        **fields,
    }
