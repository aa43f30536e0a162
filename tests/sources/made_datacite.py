"""DOIs made for these tests in the shape of DataCite; none is a real publication."""


def work(number, title, *, abstract="", keywords=(), year=2010, **fields):
    """Return a DOI as the REST API gives it; `fields` are of its `attributes`."""
    doi = f"10.5555/made.{number}"
    descriptions = [{"description": abstract, "descriptionType": "Abstract"}] if abstract else []
    about = {
        "doi": doi,
        "titles": [{"title": title}],
        "creators": [{"name": "Made, Anna van der", "givenName": "Anna", "familyName": "van der Made"}],
        "publicationYear": year,
        "descriptions": descriptions,
        "subjects": [{"subject": word} for word in keywords],
        "types": {"resourceTypeGeneral": "Report"},
        "language": "nl",
        **fields,
    }
    return {"id": doi, "type": "dois", "attributes": about}
