"""The search as PRISMA-S asks to report it: sixteen items, filled from log and protocol, blanks marked.

Reference: Rethlefsen ML, Kirtley S, Waffenschmidt S, et al. PRISMA-S. Syst Rev 2021;10:39,
doi:10.1186/s13643-020-01542-z, table 1. The words are our own and lie in prisma_s.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from synth.model import CHASED, SearchRun, SiteSearch, other_method
from synth.synthesis.flow import Counted, size
from synth.synthesis.matrix import Json
from synth.synthesis.standing import Screened
from synth.synthesis.state import State
from synth.synthesis.wording import LANGUAGES, Words

FILES = ("corpus/", "import/")
"""How the names of sources begin that are exported files."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `field` is its place under `search:` in the protocol, empty when only the log fills it."""

    number: int
    id: str
    section: str
    field: str = ""


ITEMS = (
    Item(1, "databases", "sources"),
    Item(2, "platforms", "sources", "platforms"),
    Item(3, "registries", "sources", "registries"),
    Item(4, "browsing", "sources", "browsing"),
    Item(5, "citations", "sources", "citations"),
    Item(6, "contacts", "sources", "contacts"),
    Item(7, "other_methods", "sources", "other_methods"),
    Item(8, "strategies", "strategies"),
    Item(9, "limits", "strategies", "limits"),
    Item(10, "filters", "strategies", "filters"),
    Item(11, "prior_work", "strategies", "prior_work"),
    Item(12, "updates", "strategies", "updates"),
    Item(13, "dates", "strategies"),
    Item(14, "peer_review", "review", "peer_review"),
    Item(15, "totals", "records"),
    Item(16, "deduplication", "records", "deduplication"),
)
NEEDS_WORDS = frozenset({"limits"})
"""Items that the log fills in part: what people must add (a reason) is asked for as long as it is missing."""


def prisma_s(state: State, counted: Counted | None = None) -> list[Json]:
    """The items in order: what is reported in each language, whether it is blank, and what to write where.

    `counted` is worked out of the state where nobody has it yet.
    """
    facts = _Facts(state, counted or Counted.of(state, Screened.of(state)))
    return [_item(item, facts) for item in ITEMS]


class _Facts:
    """What the log holds, sorted once."""

    def __init__(self, state: State, counted: Counted) -> None:
        self.state = state
        self.flow = counted.boxes
        self.ways = Counter(counted.streams.others.values())
        runs = sorted(state.searches, key=lambda run: run.id)
        self.searched = [run for run in runs if not other_method(run.source)]
        self.chased = [run for run in runs if run.source.startswith(CHASED)]

    @property
    def files(self) -> list[SearchRun]:
        return [run for run in self.searched if run.source.startswith(FILES)]

    def last(self) -> list[tuple[SearchRun, int]]:
        """The last run of each strategy on each source, and how many there were."""
        runs: dict[tuple[str, str], SearchRun] = {}
        times: Counter[tuple[str, str]] = Counter()
        for run in self.searched:
            runs[run.source, run.strategy] = run
            times[run.source, run.strategy] += 1
        return [(run, times[key]) for key, run in runs.items()]


def _item(item: Item, facts: _Facts) -> Json:
    written = facts.state.protocol.search.get(item.field, {})
    words = {language: Words(language, facts.state.codebook) for language in LANGUAGES}
    lines = {language: list(_lines(item.id, facts, one)) for language, one in words.items()}
    said = [dict(zip(lines, line, strict=True)) for line in zip(*lines.values(), strict=True)]
    blank = not written and (not said or item.id in NEEDS_WORDS or _files_unnamed(item, facts))
    return {
        "item": item.number,
        "id": item.id,
        "section": {one: words[one].say(f"prisma_s.section.{item.section}") for one in LANGUAGES},
        "label": {one: words[one].say(f"prisma_s.label.{item.id}") for one in LANGUAGES},
        "reported": [*said, *([dict(written)] if written else [])],
        "blank": blank,
        "write": {one: words[one].say(f"prisma_s.write.{item.id}") if blank else "" for one in LANGUAGES},
    }


def _files_unnamed(item: Item, facts: _Facts) -> bool:
    """Whether files were taken in of which nobody wrote from which database and platform they come."""
    return item.id == "platforms" and bool(facts.files)


def _lines(name: str, facts: _Facts, words: Words) -> Iterator[str]:
    fill = FILLED.get(name)
    if fill is not None:
        yield from fill(facts, _Sayer(words))


class _Sayer:
    """The sentences of this module in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, key: str, /, **values: Any) -> str:
        return self.words.say(f"prisma_s.{key}", **values)

    def counted(self, key: str, n: int, /, **values: Any) -> str:
        """The form of `key` for this number, which it gets in digits as `n`."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=n, **values)

    def source(self, run: SearchRun) -> str:
        """The name of a source; of an exported file that of the file."""
        for prefix in (*FILES, CHASED):
            if run.source.startswith(prefix):
                return self.words.known("source", run.source.removeprefix(prefix))
        return self.words.known("source", run.source)


Fill = Callable[[_Facts, _Sayer], Iterator[str]]


def _databases(facts: _Facts, say: _Sayer) -> Iterator[str]:
    seen: dict[str, SearchRun] = {run.source: run for run in facts.searched}
    for source, run in seen.items():
        if source.startswith(FILES):
            yield say("said.file", source=say.source(run))
        else:
            yield say("said.database", source=say.source(run), platform=_platform(run) or source)


def _platform(run: SearchRun) -> str:
    return next((host for request in run.requests if (host := _host(request))), "")


def _host(request: str) -> str:
    try:
        return urlsplit(request.rsplit(maxsplit=1)[-1] if " " in request else request).hostname or ""
    except ValueError:
        return ""


def _platforms(facts: _Facts, say: _Sayer) -> Iterator[str]:
    if len(facts.files) < len(facts.searched):
        yield say("said.separately")


def _registries(facts: _Facts, say: _Sayer) -> Iterator[str]:
    yield from (_site(site, say) for site in facts.state.sites if site.kind == "register")


def _browsing(facts: _Facts, say: _Sayer) -> Iterator[str]:
    yield from (_site(site, say) for site in facts.state.sites if site.kind != "register")
    yield from _picked(size(facts.flow["website_results"]) + size(facts.flow["organisation_results"]), say)


def _site(site: SiteSearch, say: _Sayer) -> str:
    by = say("said.by", by=site.by) if site.by else ""
    key = "said.site-uncounted" if site.seen is None else "said.site"
    kind = say(f"kind.{site.kind}")
    return say(
        key,
        site=site.site,
        kind=kind,
        date=site.date,
        by=by,
        terms=site.terms,
        seen=site.seen,
        taken=site.taken,
    )


def _citations(facts: _Facts, say: _Sayer) -> Iterator[str]:
    for run in facts.chased:
        source, date = say.source(run), _day(run)
        yield say("said.chased", source=source, date=date, fetched=run.fetched, verified=run.verified)
    yield from _picked(size(facts.flow["citations_results"]), say)


def _contacts(facts: _Facts, say: _Sayer) -> Iterator[str]:
    yield from _picked(facts.ways["contact"], say)


def _other_methods(facts: _Facts, say: _Sayer) -> Iterator[str]:
    yield from _picked(facts.ways["other"], say)


def _picked(n: int, say: _Sayer) -> Iterator[str]:
    if n:
        yield say("said.picked", n=n)


def _strategies(facts: _Facts, say: _Sayer) -> Iterator[str]:
    for run in facts.searched:
        yield say(
            "said.strategy",
            search=f"S{run.id}",
            source=say.source(run),
            strategy=run.strategy or "–",
            n=len(run.requests),
        )


def _limits(facts: _Facts, say: _Sayer) -> Iterator[str]:
    protocol = facts.state.protocol
    first, last = protocol.year_from, protocol.year_to
    if first or last:
        form = "between" if first and last else "since" if first else "until"
        yield say(f"said.years-{form}", first=first, last=last)
    if protocol.languages:
        named = say.words.listing([say.words.known("language", code) for code in protocol.languages])
        yield say("said.languages", languages=named)
    if not (first or last or protocol.languages):
        yield say("said.no-limits")


def _updates(facts: _Facts, say: _Sayer) -> Iterator[str]:
    for run, times in facts.last():
        if times > 1:
            source, date = say.source(run), _day(run)
            yield say("said.again", source=source, strategy=run.strategy or "–", n=times, date=date)


def _dates(facts: _Facts, say: _Sayer) -> Iterator[str]:
    for run, _ in facts.last():
        state = "" if run.status == "complete" else say("said.state", state=say(f"state.{run.status}"))
        source = say.source(run)
        yield say("said.date", source=source, strategy=run.strategy or "–", date=_day(run), state=state)


def _totals(facts: _Facts, say: _Sayer) -> Iterator[str]:
    for run, _ in facts.last():
        key = "said.total-unreported" if run.reported is None else "said.total"
        yield say(
            key, source=say.source(run), reported=run.reported, fetched=run.fetched, verified=run.verified
        )
    others = sum(facts.ways.values())
    if others:
        yield say.counted("said.hand-picked", others)


def _deduplication(facts: _Facts, say: _Sayer) -> Iterator[str]:
    if facts.state.n_works:
        linked = {one for _, ids in facts.state.homes() for one in ids}
        works = say.counted("said.works", facts.state.n_works)
        yield say.counted("said.deduplicated", len(linked), works=works)


def _day(run: SearchRun) -> str:
    return (run.finished_at or run.started_at)[:10]


FILLED: Mapping[str, Fill] = {
    "databases": _databases,
    "platforms": _platforms,
    "registries": _registries,
    "browsing": _browsing,
    "citations": _citations,
    "contacts": _contacts,
    "other_methods": _other_methods,
    "strategies": _strategies,
    "limits": _limits,
    "updates": _updates,
    "dates": _dates,
    "totals": _totals,
    "deduplication": _deduplication,
}
"""What the log knows of each item; the others are only for people to write."""
