"""The counts of the PRISMA 2020 flow diagram, in boxes named as the flow diagram template names them.

Reference: Page MJ et al. The PRISMA 2020 statement. BMJ 2021;372:n71, figure 1 and its footnotes.
Every count is a size of a set of records or works that the set before it was split into, so the counts
add up by construction; `check` proves it for any set of counts.

Records that a source returned but that the strategy itself does not accept were judged by the program,
not by a person, and therefore go into the template's box of records marked as ineligible by automation
tools. If a person did decide on such a work, that decision counts and its records are not removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from synth.model import CHASED, HOWS, Decision, SiteSearch, other_method
from synth.synthesis.groups import study_groups
from synth.synthesis.standing import Screened, Standing
from synth.synthesis.state import FoundRecord, State
from synth.verdicts import criterion

SOUGHT: tuple[Standing, ...] = ("awaiting-full-text", "not-retrieved", "excluded-full-text", "included")
Decided = Mapping[str, Sequence[Decision]]
ASSESSED: tuple[Standing, ...] = ("excluded-full-text", "included")


@dataclass(frozen=True, slots=True)
class Streams:
    """How the records came in and what became of them before screening.

    `databases` and `others` map a record id to its source or its way of being found; `automatic` are
    database records the strategy rejects; `from_databases` and `from_others` are the units (work keys,
    or `record:<id>` where no work was made yet) that each column of the diagram screens.
    """

    databases: dict[int, str]
    others: dict[int, str]
    automatic: frozenset[int]
    from_databases: frozenset[str]
    from_others: frozenset[str]


def streams(state: State) -> Streams:
    """Divide the records over the two columns of the diagram.

    A work found by a search belongs to the databases column, also when somebody pointed to it as well;
    the hand-picked record then counts among `other_duplicates`. A record that came both ways is in both.
    """
    sources = {run.id: run.source for run in state.searches}
    known = {i: key for key, ids in state.homes() for i in ids}
    unit_of = {one.id: known.get(one.id) or f"record:{one.id}" for one in state.records}
    databases, others = _origins(state.records, sources)
    others = _from_sites(others, unit_of, state.sites)
    decided = {decision.work for decision in state.decisions}
    added = {unit_of[one] for one in others}
    automatic = frozenset(
        one.id
        for one in state.records
        if one.id in databases
        and _rejected(one, sources)
        and (unit_of[one.id] not in decided or unit_of[one.id] in added)
    )
    from_databases = frozenset(unit_of[one] for one in databases if one not in automatic)
    return Streams(databases, others, automatic, from_databases, frozenset(added - from_databases))


def _origins(
    records: Iterable[FoundRecord], sources: Mapping[int, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Record id to database, and record id to way of being found for what came by other methods."""
    databases: dict[int, str] = {}
    others: dict[int, str] = {}
    for one in records:
        found = sorted(one.appearances, key=lambda a: (a.search_id, a.rank))
        where = {a.search_id: sources.get(a.search_id, one.record.source) for a in found}
        searched = [source for source in where.values() if not other_method(source)]
        if searched:
            databases[one.id] = searched[0]
        if len(searched) < len(where) or not where:
            chased = any(source.startswith(CHASED) for source in where.values())
            ways = [a.how for a in found if a.how in HOWS] + ["citation"] * chased
            others[one.id] = next(iter(ways), "other")
    return databases, others


def _from_sites(
    others: Mapping[int, str], unit_of: Mapping[int, str], sites: Iterable[SiteSearch]
) -> dict[int, str]:
    """Give a hand-picked record whose way was not said that of the site whose log names its work."""
    named = {key: site.kind for site in sites for key in site.works if site.kind in HOWS}
    return {one: named.get(unit_of[one], how) if how == "other" else how for one, how in others.items()}


def _rejected(record: FoundRecord, sources: Mapping[int, str]) -> bool:
    """Whether no search that brought the record accepts it."""
    searched = [a for a in record.appearances if not other_method(sources.get(a.search_id, ""))]
    return bool(searched) and all(a.status == "rejected" for a in searched)


@dataclass(frozen=True, slots=True)
class Counted:
    """How the records came in, and every box of the diagram by the template's name."""

    streams: Streams
    boxes: dict[str, object]

    @classmethod
    def of(cls, state: State, screened: Screened) -> Counted:
        """Count a state whose screening stands as `screened` says."""
        split = streams(state)
        return cls(split, _boxes(state, split, screened))


def flow(state: State) -> dict[str, object]:
    """Every box of the diagram by the template's name, and boxes for what still awaits a decision."""
    return Counted.of(state, Screened.of(state)).boxes


def _boxes(state: State, split: Streams, screened: Screened) -> dict[str, object]:
    stands, decided = screened.where, screened.decided
    ways = Counter(split.others.values())
    database = {unit: stands.get(unit, "awaiting-screening") for unit in split.from_databases}
    other = {unit: stands.get(unit, "awaiting-screening") for unit in split.from_others}
    included = {unit for unit, now in (database | other).items() if now == "included"}
    studies = study_groups(lambda: (one.work for one in state.works if one.work.key in included))
    new, before = len(set(studies.values())), state.protocol
    return {
        "previous_studies": before.previous_studies,
        "previous_reports": before.previous_reports,
        "database_results": len(split.databases),
        "database_specific_results": dict(sorted(Counter(split.databases.values()).items())),
        "register_results": 0,
        "register_specific_results": {},
        "website_results": ways["website"],
        "organisation_results": ways["organisation"],
        "citations_results": ways["citation"],
        "other_results": ways["contact"] + ways["other"],
        "duplicates": len(split.databases) - len(split.automatic) - len(split.from_databases),
        "excluded_automatic": len(split.automatic),
        "excluded_other": 0,
        **_database_column(database, decided),
        "other_duplicates": len(split.others) - len(split.from_others),
        **_other_column(other, decided),
        "new_studies": new,
        "new_reports": len(included),
        "total_studies": before.previous_studies + new,
        "total_reports": before.previous_reports + len(included),
    }


def _database_column(units: Mapping[str, Standing], decided: Decided) -> dict[str, object]:
    count = Counter(units.values())
    return {
        "records_awaiting": count["awaiting-screening"],
        "records_screened": len(units) - count["awaiting-screening"],
        "records_excluded": count["excluded-screening"],
        "dbr_sought_reports": sum(count[one] for one in SOUGHT),
        "dbr_notretrieved_reports": count["not-retrieved"],
        "dbr_awaiting": count["awaiting-full-text"],
        "dbr_assessed": sum(count[one] for one in ASSESSED),
        "dbr_excluded": _by_reason(units, decided, ("excluded-full-text",)),
        "dbr_included": count["included"],
    }


def _other_column(units: Mapping[str, Standing], decided: Decided) -> dict[str, object]:
    """The template has no title-and-abstract box here: every hand-picked work is sought and assessed."""
    count = Counter(units.values())
    excluded: tuple[Standing, ...] = ("excluded-screening", "excluded-full-text")
    return {
        "other_sought_reports": len(units),
        "other_notretrieved_reports": count["not-retrieved"],
        "other_awaiting": count["awaiting-screening"] + count["awaiting-full-text"],
        "other_assessed": sum(count[one] for one in (*excluded, "included")),
        "other_excluded": _by_reason(units, decided, excluded),
        "other_included": count["included"],
    }


def _by_reason(units: Mapping[str, str], decided: Decided, where: tuple[str, ...]) -> dict[str, int]:
    """Criterion to number of works excluded on it."""
    reasons = (criterion(decided[unit]) for unit, now in units.items() if now in where)
    return dict(sorted(Counter(reasons).items()))


Boxes = tuple[str, ...]

SUMS: tuple[tuple[Boxes, Boxes], ...] = (
    (("database_results",), ("database_specific_results",)),
    (("register_results",), ("register_specific_results",)),
    (
        ("database_results", "register_results"),
        ("duplicates", "excluded_automatic", "excluded_other", "records_awaiting", "records_screened"),
    ),
    (("records_screened",), ("records_excluded", "dbr_sought_reports")),
    (("dbr_sought_reports",), ("dbr_notretrieved_reports", "dbr_awaiting", "dbr_assessed")),
    (("dbr_assessed",), ("dbr_excluded", "dbr_included")),
    (
        ("website_results", "organisation_results", "citations_results", "other_results"),
        ("other_duplicates", "other_sought_reports"),
    ),
    (("other_sought_reports",), ("other_notretrieved_reports", "other_awaiting", "other_assessed")),
    (("other_assessed",), ("other_excluded", "other_included")),
    (("new_reports",), ("dbr_included", "other_included")),
    (("total_reports",), ("previous_reports", "new_reports")),
    (("total_studies",), ("previous_studies", "new_studies")),
)
"""What must equal what, by the names of the boxes: the sum of the first ones is that of the others."""


def check(boxes: Mapping[str, object]) -> tuple[str, ...]:
    """Every contradiction among the counts, as a sentence; empty when they add up."""
    wrong = [f"{name} is negative." for name in sorted(boxes) if size(boxes[name]) < 0]
    for wholes, parts in SUMS:
        left, right = (sum(size(boxes[one]) for one in side) for side in (wholes, parts))
        if left != right:
            wrong.append(f"{' + '.join(wholes)} is {left}, but {' + '.join(parts)} is {right}.")
    if size(boxes["new_studies"]) > size(boxes["new_reports"]):
        wrong.append("new_studies is larger than new_reports.")
    return tuple(wrong)


def size(value: object) -> int:
    """The count in a box, or the sum of a box that is divided (by source, by reason)."""
    if isinstance(value, Mapping):
        return sum(size(one) for one in value.values())
    return value if isinstance(value, int) else 0
