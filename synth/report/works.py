"""The trail: works with their references and decisions, passages with their codings, records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from synth.report import anchors
from synth.report.anchors import Link
from synth.report.localised import Text, others, pick
from synth.report.lookup import Lookup
from synth.report.references import Piece

DIRECTED = ("determinant", "factor")
"""The dimensions whose codes help or hinder."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A screening decision in words; `verdict` is the value as stored."""

    verdict: str
    text: str
    criterion: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Membership:
    """A record of a work, why it belongs there, and which fields of the work came from it."""

    record: Link
    source: str
    reason: str
    fields: str


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the reference list, and how it came in."""

    anchor: str
    key: str
    citation: str
    reference: tuple[Piece, ...]
    language: str
    included: bool
    searches: tuple[Link, ...]
    records: tuple[Membership, ...]
    decisions: tuple[Decision, ...]
    phases: tuple[Text, ...]
    perspectives: tuple[Text, ...]
    findings: tuple[Link, ...]
    passages: str
    n_passages: int


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """What passages are coded as: a code in a direction, one object for all of them.

    `target` is the anchor of what it counts for, or of its code. `direction` is empty where it says nothing:
    a phase or a perspective neither helps nor hinders.
    """

    dimension: str
    code: Text
    target: str
    direction: str
    direction_label: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One coding of a passage; `coder` is empty where it is that of the coding before it."""

    anchor: str
    coded: Coded
    coder: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: where it stands, what it says, and its codings."""

    anchor: str
    name: str
    section: str
    quote: Text
    paraphrase: Text
    others: tuple[Text, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class PassagesOfWork:
    """The passages of one work, under its citation."""

    anchor: str
    work: Link
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A search that brought a record: at which rank, with which outcome, which term matched where."""

    search: Link
    rank: str
    status: str
    how: str
    reason: Text
    hits: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a source gave it; `title` is cut where terms matched (the flag)."""

    anchor: str
    name: str
    source: str
    source_id: str
    title: tuple[tuple[str, bool], ...]
    year: str
    works: tuple[Link, ...]
    found: tuple[Found, ...]


def works(lookup: Lookup, *, included: bool) -> Iterator[Work]:
    """The works that are included, or those that are not, in the order of a reference list."""
    mine = _Mine.of(lookup)
    chosen = [key for key in lookup.works if (key in lookup.described) is included]
    for key in sorted(chosen, key=lookup.places.__getitem__):
        yield _work(lookup.works[key], mine, lookup=lookup)


def passages(lookup: Lookup) -> Iterator[PassagesOfWork]:
    """The passages under their works, works in the order of their citations."""
    listed: Sequence[Mapping[str, Any]] = lookup.document["passages"]
    by_work: dict[str, list[int]] = {}
    for place, passage in enumerate(listed):
        by_work.setdefault(passage["work"], []).append(place)
    said = _Said.of(lookup)
    for key in sorted(by_work, key=lambda key: lookup.places.get(key, key)):
        language = lookup.language_of(key)
        mine = tuple(_passage(listed[one], said, language) for one in by_work[key])
        yield PassagesOfWork(_passages_of(key), lookup.work_links([key])[0], mine)


def records(lookup: Lookup) -> Iterator[Record]:
    """The records in the order of their numbers."""
    of_record: dict[Any, tuple[str, ...]] = {}
    for work in lookup.document["works"]:
        for identifier in work["record_ids"]:
            of_record[identifier] = (*of_record.get(identifier, ()), work["key"])
    for record in lookup.document["records"]:
        yield _record(record, lookup.work_links(of_record.get(record["id"], ())), lookup)


def _passages_of(key: str) -> str:
    return f"{anchors.work(key)}-passages"


@dataclass(frozen=True, slots=True)
class _Mine:
    """What belongs to each work: the number of its passages, and the findings that rest on it."""

    passages: Mapping[str, int]
    findings: Mapping[str, Sequence[Link]]

    @classmethod
    def of(cls, lookup: Lookup) -> _Mine:
        """Go through the document once, whatever the number of works."""
        findings: defaultdict[str, list[Link]] = defaultdict(list)
        for finding in lookup.document["findings"]:
            link = Link(anchors.finding(finding["id"]), lookup.label("factor", finding["factor"]).value)
            for key in finding["works"]:
                findings[key].append(link)
        return cls(lookup.read.passages, findings)


def _work(work: Mapping[str, Any], mine: _Mine, *, lookup: Lookup) -> Work:
    key, item = work["key"], work["csl"]
    n_passages = mine.passages.get(key, 0)
    return Work(
        anchor=anchors.work(key),
        key=key,
        citation=lookup.citations[key],
        reference=lookup.line(work),
        language=str(item.get("language") or ""),
        included=work["included"],
        searches=lookup.search_links(work["found_by"]),
        records=tuple(_memberships(work, lookup)),
        decisions=tuple(_decision(decision, lookup) for decision in work["decisions"]),
        phases=tuple(lookup.label("phase", phase) for phase in work["phases"]),
        perspectives=tuple(lookup.label("perspective", code) for code in work["perspectives"]),
        findings=tuple(mine.findings.get(key, ())),
        passages=_passages_of(key) if n_passages else "",
        n_passages=n_passages,
    )


def _memberships(work: Mapping[str, Any], lookup: Lookup) -> Iterator[Membership]:
    reasons = {link["record_id"]: link["reason"] for link in work["links"]}
    for identifier in work["record_ids"]:
        fields = [field for field, record in work["origin"].items() if record == identifier]
        source = lookup.sources.get(identifier, "")
        yield Membership(
            record=Link(anchors.record(identifier), f"R{identifier}"),
            source=lookup.word("source", source),
            reason=lookup.because(reasons.get(identifier, "")),
            fields=", ".join(lookup.word("field", field) for field in fields),
        )


def _decision(decision: Mapping[str, Any], lookup: Lookup) -> Decision:
    words = lookup.messages
    date = words.date(decision["at"])
    text = words(
        "work.decision-dated" if date else "work.decision",
        verdict=lookup.word("verdict", decision["verdict"]),
        stage=lookup.word("stage", decision["stage"]),
        coder=decision["coder"],
        date=date,
    )
    criterion = lookup.criterion(decision["criterion"])
    return Decision(decision["verdict"], text, criterion, lookup.pick(decision["reason"]))


@dataclass(frozen=True, slots=True)
class _Said:
    """What passages are told with: places of dimensions in the codebook, and what was coded, made once."""

    lookup: Lookup
    places: Mapping[str, int]
    coded: Callable[[str, str, str], Coded]

    @classmethod
    def of(cls, lookup: Lookup) -> _Said:
        dimensions = lookup.document["codebook"]["dimensions"]
        places = {one["id"]: place for place, one in enumerate(dimensions)}
        return cls(lookup, places, cache(partial(_coded, lookup)))


def _passage(passage: Mapping[str, Any], said: _Said, language: str) -> Passage:
    lookup = said.lookup
    return Passage(
        anchor=anchors.passage(passage["id"]),
        name=str(passage["id"]),
        section=passage["section"],
        quote=Text(passage["quote"], language),
        paraphrase=lookup.pick(passage["paraphrase"]),
        others=others(passage["paraphrase"], lookup.language),
        codings=tuple(_codings(passage["codings"], said)),
    )


def _codings(codings: Sequence[Mapping[str, Any]], said: _Said) -> Iterator[Coding]:
    """By coder, then by the place of the dimension in the codebook."""
    places, last = said.places, len(said.places)
    before = ""
    for one in sorted(codings, key=lambda one: (one["coder"], places.get(one["dimension"], last))):
        coded = said.coded(one["dimension"], one["code"], one["direction"])
        yield Coding(anchors.coding(one["uid"]), coded, "" if one["coder"] == before else one["coder"])
        before = one["coder"]


def _coded(lookup: Lookup, dimension: str, code: str, way: str) -> Coded:
    direction = "" if way == "neutral" and dimension not in DIRECTED else way
    found = lookup.finding_of.get(code, "") if dimension == "factor" else ""
    return Coded(
        dimension=lookup.dimension(dimension),
        code=lookup.label(dimension, code),
        target=anchors.finding(found) if found else _explained(dimension, code, lookup),
        direction=direction,
        direction_label=lookup.word("direction", direction),
    )


def _explained(dimension: str, code: str, lookup: Lookup) -> str:
    """Where the codebook explains a code; of the answer to a criterion, the criterion."""
    known = lookup.codes.get((dimension, code))
    if known is None:
        return ""
    return anchors.code(dimension, known["parent"] if "point" in known else code)


def _record(record: Mapping[str, Any], of: tuple[Link, ...], lookup: Lookup) -> Record:
    return Record(
        anchor=anchors.record(record["id"]),
        name=f"R{record['id']}",
        source=lookup.word("source", record["source"]),
        source_id=str(record["source_id"]),
        title=tuple(_marked(record)),
        year=str(record["year"] or ""),
        works=of,
        found=tuple(_found(search, lookup) for search in record["searches"]),
    )


def _found(search: Mapping[str, Any], lookup: Lookup) -> Found:
    hits = dict.fromkeys(
        (hit["term"], hit["text"], lookup.word("field", hit["field"])) for hit in search["hits"]
    )
    return Found(
        search=lookup.search_links([search["search"]])[0],
        rank=lookup.messages.number(search["rank"]),
        status=lookup.word("search", search["status"]),
        how=lookup.word("how", search["how"]),
        reason=pick(search["reason"], lookup.language),
        hits=tuple(hits),
    )


def _marked(record: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The title in stretches, with a flag on those that matched; offsets that do not fit are ignored."""
    title = record["title"] or ""
    flags = [False] * len(title)
    for search in record["searches"]:
        for hit in search["hits"]:
            if hit["field"] == "title" and title[hit["start"] : hit["end"]] == hit["text"]:
                flags[hit["start"] : hit["end"]] = [True] * len(hit["text"])
    start = 0
    for end in range(1, len(title) + 1):
        if end == len(title) or flags[end] != flags[start]:
            yield title[start:end], flags[start]
            start = end
