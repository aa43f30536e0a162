"""Works as CSL-JSON items and as short citations: `Koning & Heyma (2008)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from string import ascii_lowercase

from synth.formats.csl import Item, to_csl
from synth.model import Work


def csl_item(work: Work, suffix: str = "") -> Item:
    """A CSL-JSON item with the work's key as id; empty fields are left out."""
    item = to_csl(work.record) | {"id": work.key}
    return item | {"year-suffix": suffix} if suffix else item


def citation(work: Work, suffix: str = "") -> str:
    """Author and year as in running text; the title stands in for a missing author, `n.d.` for the year."""
    record = work.record
    names = [name.literal or name.family or name.given for name in record.authors]
    if not names:
        who = record.title or work.key
    elif len(names) > 2:
        who = f"{names[0]} et al."
    else:
        who = " & ".join(names)
    year = "n.d." + (f"-{suffix}" if suffix else "") if record.year is None else f"{record.year}{suffix}"
    return f"{who} ({year})"


def suffixes(cited: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Work key to the letter that tells works with the same citation apart, for those that need one.

    `cited` are the keys of all works, each with its citation; letters go in the order of keys.
    """
    first: dict[str, str] = {}
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for key, said in cited:
        if (other := first.setdefault(said, key)) is not key:
            alike[said].append(key)
            if len(alike[said]) == 1:
                alike[said].append(other)
    return {key: _letters(place) for keys in alike.values() for place, key in enumerate(sorted(keys))}


def _letters(place: int) -> str:
    """`a` to `z`, then `aa`."""
    head, last = divmod(place, len(ascii_lowercase))
    return (_letters(head - 1) if head else "") + ascii_lowercase[last]
