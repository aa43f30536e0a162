"""Works made for these tests in a plain shape, which the stand-ins of catalogues write out; none is real."""


def work(number, title, **fields):
    """Return a work; `abstract` is text, `keywords` and `mesh` are lists."""
    return {"id": str(number), "title": title, "abstract": "", "keywords": [], "year": 2010, **fields}


def works(count):
    """Return works that all have `implementatie` in the title."""
    return [work(n, f"Implementatie nummer {n}", abstract="Een onderzoek.") for n in range(1, count + 1)]
