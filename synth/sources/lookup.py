"""Whether a source has one known work: asked by its DOI where that can be, then by its title.

Every source can be asked by title, through the requests that it answers anyway: the longest words, all of
them in the title, so that punctuation, subtitles and small words make no difference; what comes back is
compared with the known record. A source that only ranks works, that has more works with such a title than
fit a page, or that fails, cannot say that a work is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from synth.errors import BudgetError, KeyRefused, SourceError, UsageError
from synth.model import Record
from synth.sources.fetching import Event, ask
from synth.sources.finding import Finder
from synth.sources.identifiers import identify
from synth.sources.pacing import Patience
from synth.sources.protocol import FIRST, Page, Source, TemporaryError
from synth.strategy.definition import Strategy
from synth.strategy.expression import Leaf, all_of
from synth.strategy.words import split_words

ASKED_WORDS = 6
"""Words of a title that are asked."""

SHORTEST = 4
"""Letters that a word of a title needs to be asked, unless the title has no longer ones."""

FEWEST = 2
"""Words that a title needs to be asked by itself."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the source said: its record of the work or None; `asked` is False when it cannot say.

    `silent` tells that it gave no answer at all, however often it was tried.
    """

    record: Record | None
    asked: bool
    how: str
    silent: bool = False


Same = Callable[[Record, Record], bool]


def look_up(
    source: Source,
    known: Record,
    same: Same,
    *,
    on_event: Callable[[Event], None],
    patience: Patience | None = None,
) -> Answer:
    """Ask `source` for a known work; `same` says whether two records describe one work.

    A failure is an answer that it could not be asked. Raises BudgetError or KeyRefused, after which asking
    for other works is of no use.
    """
    asking = _Asking(source, on_event, patience)
    try:
        record = asking.by_doi(known.doi)
        return Answer(record, asked=True, how="Asked by DOI.") if record else asking.by_title(known, same)
    except (BudgetError, KeyRefused):
        raise
    except TemporaryError as error:
        return Answer(None, asked=False, how=str(error), silent=True)
    except (SourceError, UsageError) as error:
        return Answer(None, asked=False, how=str(error))


@dataclass(frozen=True, slots=True)
class _Asking:
    """One source, and how long to keep trying."""

    source: Source
    on_event: Callable[[Event], None]
    patience: Patience | None

    def by_doi(self, doi: str) -> Record | None:
        """Return the record that has the DOI; None when it has none, or cannot be asked by DOI."""
        source = self.source
        if not doi or not isinstance(source, Finder) or "doi" not in source.finds:
            return None
        steps = partial(source.find, identify(f"doi:{doi}"))
        payloads = ask(self.source, steps, on_event=self.on_event, patience=self.patience)
        return next((self.source.read(payload) for payload in payloads), None)

    def by_title(self, known: Record, same: Same) -> Answer:
        """Return what the source says of works whose title has the longest words of the known one."""
        words = title_words(known.title)
        if len(words) < FEWEST:
            return Answer(None, asked=False, how="Its title has too few words to ask for.")
        query = Strategy("lookup", all_of(*(Leaf((word,), "title") for word in words)), ())
        source = self.source
        found = [
            ask(source, partial(source.fetch, one, FIRST), on_event=self.on_event, patience=self.patience)
            for one in source.translate(query).requests
        ]
        records = (source.read(payload) for page in found for payload in page.payloads)
        record = next((one for one in records if same(known, one)), None)
        return Answer(record, asked=True, how="Asked by title.") if record else _not_there(source, found)


def title_words(title: str) -> tuple[str, ...]:
    """Return the words by which a title is asked: the longest of what stands before a subtitle."""
    main = title.partition(":")[0]
    words = split_words(main if len(split_words(main)) > FEWEST else title)
    plain = [word for word in dict.fromkeys(words) if not set(word) & set("*?$")]
    long = [word for word in plain if len(word) >= SHORTEST]
    return tuple(sorted(long if len(long) >= FEWEST else plain, key=len, reverse=True)[:ASKED_WORDS])


def _not_there(source: Source, found: list[Page]) -> Answer:
    if source.facts.sample:
        return Answer(None, asked=False, how="The source only ranks works, so it cannot say what it lacks.")
    if any((page.total or 0) > len(page.payloads) or not page.complete for page in found):
        return Answer(None, asked=False, how="More works have such a title than the source gives at once.")
    return Answer(None, asked=True, how="Asked by title; no work of that title is there.")
