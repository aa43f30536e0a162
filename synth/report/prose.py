"""The methods as running text, in the terms of PRISMA 2020 and PRISMA-S: composed from protocol and log.

What neither holds is a blank that says what to write; nothing is guessed. Sources of the terms: Page MJ et
al., BMJ 2021;372:n71; Rethlefsen ML et al., Syst Rev 2021;10:39.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from synth.model import ADDED, CHASED
from synth.report.beside import Number, numbers
from synth.report.gaps import Kind
from synth.report.localised import pick
from synth.report.lookup import Lookup
from synth.report.methods import Stage

FILES = ("corpus/", "import/")
"""How the names of sources begin that are exported files."""
RESULTS = {
    "fetched": "results",
    "verified": "results/verified",
    "unverifiable": "results/unverifiable",
}
"""The ids of what came back and was checked."""
WAYS = ("citation", "website", "organisation", "contact", "other")


NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or more; a `blank` is for people to fill in, and says with what.

    `counts` are the numbers in it with their ids.
    """

    text: str
    blank: bool = False
    counts: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph under its heading; `anchor` is where it stands."""

    anchor: str
    heading: str
    stretches: tuple[Stretch, ...]

    @property
    def blank(self) -> bool:
        """Whether something is still to be written in it."""
        return any(one.blank for one in self.stretches)

    @property
    def text(self) -> str:
        """The paragraph as one text; blanks stand in square brackets."""
        return " ".join(one.text for one in self.stretches)

    @property
    def counts(self) -> tuple[Number, ...]:
        """The numbers in it with their ids."""
        return tuple(one for stretch in self.stretches for one in stretch.counts)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the paragraphs are made of: the document, its scope in words, its screening, the types of gaps."""

    lookup: Lookup
    scope: str
    screening: tuple[Stage, ...]
    kinds: tuple[Kind, ...]

    @property
    def document(self) -> Mapping[str, Any]:
        """The synthesis document."""
        return self.lookup.document

    def say(self, key: str, ids: Mapping[str, str] = NOTHING, /, **values: object) -> Stretch:
        """A sentence of this module; `ids` are those of the values that count something."""
        return Stretch(self.lookup.messages(f"prose.{key}", **values), counts=numbers(ids, values))

    def blank(self, what: str) -> Stretch:
        """Something that people have to write."""
        return Stretch(self.lookup.messages("prose.blank", what=what), blank=True)

    def wanting(self, key: str) -> Stretch:
        """A blank of this module."""
        return self.blank(self.lookup.messages(f"prose.{key}"))

    def item(self, name: str, *, after: int = 0) -> Iterator[Stretch]:
        """What an item of PRISMA-S reports beyond the first lines, which are told otherwise; or its blank."""
        one = next(one for one in self.document["prisma_s"] if one["id"] == name)
        for text in one["reported"][after:]:
            yield Stretch(pick(text, self.lookup.language).value)
        if one["blank"]:
            yield self.blank(pick(one["label"], self.lookup.language).value)


def prose(facts: Facts) -> tuple[Paragraph, ...]:
    """The paragraphs in the order of PRISMA 2020."""
    return tuple(
        Paragraph(f"methods-{name}", facts.lookup.messages(f"prose.part.{name}"), tuple(part(facts)))
        for name, part in PARTS.items()
    )


def _protocol(facts: Facts) -> Iterator[Stretch]:
    yield facts.say("protocol", question=facts.lookup.pick(facts.document["review"]["question"]).value)
    yield facts.wanting("registration")


def _eligibility(facts: Facts) -> Iterator[Stretch]:
    criteria = facts.document["review"]["criteria"]
    for verdict in ("include", "exclude"):
        labels = [facts.lookup.pick(one["label"]).value for one in criteria if one["verdict"] == verdict]
        if labels:
            yield facts.say(verdict, criteria="; ".join(label.rstrip(".") for label in labels))
    if not criteria:
        yield facts.wanting("no-criteria")
    if facts.scope:
        yield facts.say("scope", scope=facts.scope)
    yield from facts.item("limits", after=len(_limits(facts.document)))


def _limits(document: Mapping[str, Any]) -> Sequence[bool]:
    """The lines on years and languages that the item on limits begins with."""
    review = document["review"]
    given = (bool(review["years"]["from"] or review["years"]["to"]), bool(review["languages"]))
    return [one for one in given if one] or [True]


def _searched(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    others = (ADDED, CHASED)
    return [one for one in document["searches"] if not str(one["source"]).startswith(others)]


def _sources(facts: Facts) -> Iterator[Stretch]:
    words, searched = facts.lookup.messages, _searched(facts.document)
    last = {one["source"]: one for one in searched}
    if last:
        yield facts.say("searched", sources=words.join([_source(one, facts) for one in last.values()]))
    else:
        yield facts.say("none")
    yield from facts.item("platforms", after=int(any(not _from_file(one) for one in searched)))
    chased = [one for one in facts.document["searches"] if str(one["source"]).startswith(CHASED)]
    for one in chased:
        counts = {"fetched": one["fetched"], "verified": one["verified"]}
        source = facts.lookup.word("source", one["source"].removeprefix(CHASED))
        ids = {"fetched": f"S{one['id']}", "verified": f"S{one['id']}/verified"}
        yield facts.say("chased", ids, source=source, date=_date(one, facts), **counts)
    for one in facts.document["sites"]:
        yield facts.say("site", site=one["site"], terms=one["terms"], date=words.date(one["date"]))
    yield from _others(facts, len(chased))


def _others(facts: Facts, chased: int) -> Iterator[Stretch]:
    """Works that people brought, then what the protocol says of each way; the counts are told once."""
    document = facts.document
    brought = Counter(how for one in document["records"] for how in _ways(one))
    ways = [facts.say(f"how.{way}", {"n": f"how={way}"}, n=brought[way]) for way in WAYS if brought[way]]
    if ways:
        told = facts.say("other-ways", ways=facts.lookup.messages.join([one.text for one in ways]))
        yield replace(told, counts=tuple(count for one in ways for count in one.counts))
    registers = sum(one["kind"] == "register" for one in document["sites"])
    sites = len(document["sites"]) - registers
    yield from facts.item("registries", after=registers)
    yield from facts.item("browsing", after=sites + bool(brought["website"] + brought["organisation"]))
    yield from facts.item("citations", after=chased + bool(brought["citation"]))
    yield from facts.item("contacts", after=int(bool(brought["contact"])))
    yield from facts.item("other_methods", after=int(bool(brought["other"])))


def _ways(record: Mapping[str, Any]) -> set[str]:
    """In which ways people brought a record."""
    return {found.get("how", "") for found in record["searches"]}


def _source(search: Mapping[str, Any], facts: Facts) -> str:
    """A source with its interface and the date of its last search; how it ended when that was not well."""
    date = _date(search, facts)
    if search["status"] not in ("complete", "empty"):
        date = f"{date}, {facts.lookup.word('status', search['status'])}"
    if _from_file(search):
        return facts.say("file", source=search["source"].partition("/")[2], date=date).text
    source, host = facts.lookup.word("source", search["source"]), _host(search["requests"])
    return facts.say("interface", source=source, host=host, date=date).text if host else f"{source} ({date})"


def _from_file(search: Mapping[str, Any]) -> bool:
    return str(search["source"]).startswith(FILES)


def _date(search: Mapping[str, Any], facts: Facts) -> str:
    return facts.lookup.messages.date(search["finished_at"] or search["started_at"])


def _host(requests: Sequence[Any]) -> str:
    """The host of the first request that has one."""
    for request in requests:
        try:
            host = urlsplit(str(request).rsplit(maxsplit=1)[-1]).hostname
        except (ValueError, IndexError):
            continue
        if host:
            return host
    return ""


def _strategy(facts: Facts) -> Iterator[Stretch]:
    searched = _searched(facts.document)
    names = list(dict.fromkeys(one["strategy"] for one in searched if one["strategy"]))
    if names:
        yield facts.say("strategies", names=facts.lookup.messages.join(names))
        counts = {
            name: sum(one[name] for one in searched) for name in ("fetched", "verified", "unverifiable")
        }
        yield facts.say("checked", RESULTS, **counts)
    if any(one["widened"] for one in searched):
        yield facts.say("widened")
    for name in ("filters", "prior_work", "peer_review", "updates"):
        yield from facts.item(name)


def _selection(facts: Facts) -> Iterator[Stretch]:
    sizes = facts.document["generated_from"]
    if sizes["works"]:
        yield _deduplicated(facts, sizes)
    yield from facts.item("deduplication", after=int(bool(sizes["works"])))
    stages = facts.document.get("screening", ())
    for one, told in zip(stages, facts.screening, strict=True):
        yield Stretch(told.text, counts=told.counts)
        yield from _judged(one, facts)
    if stages and not any(one["left"] for one in stages):
        yield facts.say("all-read")
    if not stages:
        yield facts.wanting("undecided")


def _deduplicated(facts: Facts, sizes: Mapping[str, int]) -> Stretch:
    t = facts.lookup.messages
    works = t("summary.works", n=sizes["works"])
    told = facts.say("deduplicated", described=t("prose.described", n=sizes["records"], works=works))
    return replace(told, counts=numbers({"records": "records", "works": "works"}, sizes))


def _judged(stage: Mapping[str, Any], facts: Facts) -> Iterator[Stretch]:
    """How several people judged the works of a stage, and how far they agreed."""
    if stage.get("pilot"):
        yield facts.say("pilot", {"n": f"{stage['stage']}/pilot"}, n=stage["pilot"])
    if stage["screeners"] > 1 and stage.get("blinded"):
        yield facts.say("blinded")
    if agreed := stage.get("agreement"):
        judged = _alike("alike", "kappa", agreed, facts)
        yield replace(judged, counts=(Number(agreed["paired"], f"{stage['stage']}/twice"),))
    if stage["conflicts"]:
        ids = {"n": f"{stage['stage']}/conflicts"}
        yield facts.say("conflicts", ids, n=stage["conflicts"])


def _alike(key: str, measure: str, agreed: Mapping[str, Any], facts: Facts) -> Stretch:
    number = facts.lookup.messages.number
    beyond = agreed[measure]
    counted = number(agreed["paired"]), number(100 * agreed["percent"])
    told = facts.say(key, n=counted[0], percent=counted[1]).text
    told += "" if beyond is None else facts.say(measure, **{measure: number(beyond, decimals=2)}).text
    return Stretch(f"{told}.")


def _coding(facts: Facts) -> Iterator[Stretch]:
    document, book = facts.document, facts.document["codebook"]
    coded, people = facts.lookup.read.coded, facts.lookup.read.coders
    if coded:
        yield facts.say("coded", {"n": "coded"}, n=len(coded), codebook=f"{book['id']} {book['version']}")
        yield facts.say("coders", {"n": "coders"}, n=len(people))
    else:
        yield facts.wanting("uncoded")
    if book["joined"]:
        yield facts.say("joined", names=facts.lookup.messages.join(list(book["joined"])))
    if seen := document.get("through"):
        named = f"{seen['to']['id']} {seen['to']['version']}"
        yield facts.say("through", codebook=named, crosswalk=seen["crosswalk"])
    if agreed := document.get("coding_agreement"):
        alike = _alike("codes-alike", "alpha", agreed, facts)
        yield replace(alike, counts=(Number(agreed["paired"], "coded-twice"),))
    elif coded:
        yield facts.say("coded-once")
    if n := facts.document["generated_from"].get("being_coded"):
        yield facts.say("being-coded", {"n": "caution=being-coded"}, n=n)
    yield from _appraised(facts)


def _appraised(facts: Facts) -> Iterator[Stretch]:
    """Which instruments, how many works, by whom, and what came of it; else a blank."""
    for one in facts.document.get("appraisals", ()):
        name = one["dimension"]
        ids = {"n": name} | {limits: f"{name}/{limits}" for limits in one["limits"]}
        yield facts.say(
            f"appraised-{one['appraises']}",
            ids,
            n=one["n_works"],
            instrument=facts.lookup.pick(one["label"]).value.partition(":")[0],
            coders=facts.lookup.messages.join(one["coders"]),
            **{name: len(works) for name, works in one["limits"].items()},
        )
        if outside := one["limits"].get("outside"):
            yield facts.say("appraised-outside", {"n": f"{name}/outside"}, n=len(outside))
    if not any(one["appraises"] == "study" for one in facts.document.get("appraisals", ())):
        yield facts.wanting("appraisal")


def _synthesis(facts: Facts) -> Iterator[Stretch]:
    sizes, limits = facts.document["generated_from"], facts.document["review"]["gap_parameters"]
    both = {"included": "included", "included_studies": "studies"}
    studies = facts.lookup.messages("summary.studies", n=sizes["included_studies"])
    told = facts.say("independent", n=sizes["included"], studies=studies)
    yield replace(told, counts=numbers(both, sizes))
    share = round(100 * limits["minority"])
    yield facts.say("contradictions", each=limits["each_side"], share=share)
    yield facts.say("confidence")
    if facts.kinds:
        nouns = facts.lookup.language == "de"
        named = [one.label if nouns else one.label.lower() for one in facts.kinds]
        kinds = facts.lookup.messages.join(named)
        yield facts.say("gaps", thin=limits["thin"], outdated=limits["outdated"], kinds=kinds)
    if facts.document["assessments"]:
        yield facts.say("overruled", {"n": "assessments"}, n=len(facts.document["assessments"]))


def _software(facts: Facts) -> Iterator[Stretch]:
    yield facts.say("software", software=facts.document.get("software", "synth"))


PARTS: Mapping[str, Callable[[Facts], Iterator[Stretch]]] = {
    "protocol": _protocol,
    "eligibility": _eligibility,
    "sources": _sources,
    "strategy": _strategy,
    "selection": _selection,
    "coding": _coding,
    "synthesis": _synthesis,
    "software": _software,
}
