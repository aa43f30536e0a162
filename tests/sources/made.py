"""Works and strategies made for these tests; none is a real publication."""

from synth.strategy.file import load_strategy

WORDS_NL = "re-integratie van werknemers in de praktijk van gemeenten"


def inverted(text):
    """Return a text as OpenAlex gives abstracts: word → places."""
    index = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index


def work(number, title, **fields):
    """Return a work as OpenAlex gives it today; `abstract` is plain text."""
    text = fields.pop("abstract", None)
    year = fields.pop("year", 2010)
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.5555/made.{number}",
        "title": title,
        "publication_year": year,
        "publication_date": f"{year}-06-01",
        "language": "nl",
        "type": "article",
        "authorships": [{"author": {"display_name": "Anna van der Made"}}],
        "primary_location": None,
        "biblio": {},
        "abstract_inverted_index": inverted(text) if text else None,
        "is_retracted": False,
        **fields,
    }


def works(count):
    """Return works that all have `implementatie` in the title."""
    return [work(n, f"Implementatie nummer {n}", abstract=WORDS_NL) for n in range(1, count + 1)]


def strategy(expression, *, years="", languages=""):
    """Return a strategy of one expression."""
    lines = ["synth: strategy/1", "id: made", "sets:", "  all:", "    expression: >-"]
    lines += [f"      {expression}", "combine: all"]
    lines += [f"years: {{{years}}}"] * bool(years) + [f"languages: [{languages}]"] * bool(languages)
    return load_strategy("\n".join(lines) + "\n")
