"""Who cites whom among the works of a stand-in of OpenAlex, and how many that are."""


def bare(identifier):
    """Return the id of a work without its address."""
    return str(identifier).rpartition("/")[2].upper()


def references(work):
    """Return the ids of what a work refers to."""
    return frozenset(map(bare, work.get("referenced_works") or ()))


def linked(works):
    """Return for each work, in order, what it cites and what it is cited by, as sets of ids."""
    citing = {}
    for work in works:
        for one in references(work):
            citing.setdefault(one, set()).add(bare(work.get("id")))
    return [
        {"cites": references(work), "cited_by": citing.get(bare(work.get("id")), set())} for work in works
    ]


def counted(works):
    """Return the works with the numbers that OpenAlex tells of them."""
    return [
        {
            **work,
            "referenced_works_count": len(links["cites"]),
            "cited_by_count": work.get("cited_by_count") or len(links["cited_by"]),
        }
        for work, links in zip(works, linked(works), strict=True)
    ]


def citation_filter(name, wanted):
    """Return the test of `cites:` (has one of these in its list) or `cited_by:` (is in the list of one)."""
    return lambda it: bool(wanted & it.known[name])
