"""Works for a stand-in out of a RIS file: to practise a search on references at hand."""

from tests.sources import (
    made_catalogue,
    made_core,
    made_crossref,
    made_datacite,
    made_doaj,
    made_europepmc,
    made_openaire,
    made_semanticscholar,
)

SHAPES = {
    "core": made_core.work,
    "crossref": made_crossref.work,
    "datacite": made_datacite.work,
    "doaj": made_doaj.work,
    "europepmc": made_europepmc.result,
    "openaire": made_openaire.work,
    "semanticscholar": made_semanticscholar.work,
}
"""How a dialect writes a work, if not as catalogues do; OpenAlex keeps authors, journal and DOI too."""

LANGUAGES = {
    "dutch": "nl",
    "nederlands": "nl",
    "german": "de",
    "deutsch": "de",
    "english": "en",
    "engels": "en",
}


def ris_works(text, dialect="openalex"):
    """Return the entries of a RIS file as a dialect would give them; ids are counted from 1001."""
    numbered = enumerate(entries(text), start=1001)
    if dialect == "openalex":
        return [work(number, entry) for number, entry in numbered]
    return [shaped(SHAPES.get(dialect, made_catalogue.work), number, entry) for number, entry in numbered]


def shaped(shape, number, tags):
    """Return one entry in a shape: title, abstract, keywords and year."""
    year = first(tags, "PY", "Y1")[:4]
    fields = {"abstract": first(tags, "AB", "N2"), "keywords": tags.get("KW", [])}
    if shape is made_crossref.work:
        fields = {"abstract": f"<jats:p>{fields['abstract']}</jats:p>"}
    return shape(number, first(tags, "TI", "T1"), **fields, **({"year": int(year)} if year.isdigit() else {}))


def entries(text):
    """Return the tags of each entry of a RIS file."""
    found, tags = [], {}
    for line in text.lstrip("\ufeff").splitlines():
        tag, dash, value = line[:2], line[2:6], line[6:].strip()
        if dash.strip() != "-":
            continue
        if tag == "ER":
            found.append(tags)
            tags = {}
        elif value:
            tags.setdefault(tag, []).append(value)
    return found


def work(number, tags):
    """Return one entry as a work."""
    title = first(tags, "TI", "T1")
    year = first(tags, "PY", "Y1")[:4]
    doi = first(tags, "DO").lower()
    language = first(tags, "LA").lower()
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/{doi}" if doi else None,
        "title": title,
        "display_name": title,
        "publication_year": int(year) if year.isdigit() else None,
        "publication_date": f"{year}-01-01" if year.isdigit() else None,
        "language": LANGUAGES.get(language, language[:2] or None),
        "type": "article",
        "authorships": [{"author": {"display_name": name}} for name in tags.get("AU", [])],
        "primary_location": {"source": {"display_name": first(tags, "T2", "JO", "JF")}},
        "biblio": {},
        "abstract_inverted_index": inverted(first(tags, "AB", "N2")),
        "is_retracted": False,
    }


def first(tags, *names):
    """Return the first value of the first tag that is there."""
    return next((tags[name][0] for name in names if name in tags), "")


def inverted(text):
    """Return a text as word to places, as OpenAlex gives abstracts; None without one."""
    index = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index or None
