"""OpenAlex: one work by its id, DOI or PubMed id, which costs nothing; unknown ones give a web page."""

from urllib.parse import unquote

from tests.standin.openalex_answers import selected

NOT_FOUND = "<!doctype html><html lang=en><title>404 Not Found</title><h1>Not Found</h1>"


def names_of(work):
    """Return every name by which a work can be asked for."""
    ids = work.get("ids") or {}
    found = {str(work.get("id", "")).rpartition("/")[2].lower()}
    doi = str(work.get("doi") or ids.get("doi") or "").lower().removeprefix("https://doi.org/")
    pmid = str(ids.get("pmid") or "").rpartition("/")[2]
    return found | ({f"doi:{doi}"} if doi else set()) | ({f"pmid:{pmid}"} if pmid else set())


def catalogue(works):
    """Return works by all of their names."""
    return {name: work for work in works for name in names_of(work)}


def singleton(by_name, call):
    """Return status, headers and body for `/works/NAME`, or for an address that there is not."""
    name = unquote(call.route.removeprefix("/works/")).lower().replace("doi:https://doi.org/", "doi:")
    work = by_name.get(name.removeprefix("https://openalex.org/"))
    if work is None or not call.route.startswith("/works/"):
        return 404, {}, NOT_FOUND
    return 200, {}, selected(work, call.query.get("select", ""))
