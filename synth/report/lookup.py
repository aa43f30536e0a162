"""What the sections of a report look up in the synthesis document: works, passages, codes, labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from synth.i18n import Messages, nearest
from synth.report import anchors
from synth.report.anchors import Link
from synth.report.localised import Text, pick
from synth.report.references import Piece, cited, reference
from synth.report.style_file import Style
from synth.report.styled import cite
from synth.rows import Rows as InFile
from synth.rows import named
from synth.telling import told

Document = Mapping[str, Any]
Rows = Mapping[Any, Document]

DESCRIBED = ("key", "phases", "perspectives", "contexts", "not_reported", "appraisals")
PUBLISHED = ("issued", "type", "language")
"""What is counted of a work, and of how it was published."""


@dataclass(frozen=True, slots=True)
class Read:
    """What is counted of passages: those of each work, their codings, the works with any, and who coded.

    `links` lead to the passages. `dimensions` are those that any coding is on. `foreign` counts, by language,
    the passages that are shown in another language than that of the report.
    """

    passages: Mapping[str, int]
    links: Mapping[str, Link]
    codings: int
    coded: frozenset[str]
    coders: frozenset[str]
    dimensions: frozenset[str]
    foreign: Mapping[str, int]

    @classmethod
    def of(cls, passages: Iterable[Document], works: Mapping[str, Link], language: str) -> Read:
        """Go through the passages once; `works` are the links to theirs."""
        counts, coded, said = Counter[str](), set[str](), Counter[tuple[str, str]]()
        links: dict[str, Link] = {}
        within, foreign = dict(works), Counter[str]()
        for passage in passages:
            key, name = passage["work"], passage["id"]
            counts[key] += 1
            head = within.get(key) or within.setdefault(key, Link(anchors.work(key), key))
            links[name] = Link(anchors.passage(name), name, head)
            if isinstance(texts := passage["paraphrase"], Mapping) and not texts.get(language):
                foreign[nearest(texts, language)] += 1
            if passage["codings"]:
                coded.add(key)
                said.update([(one["coder"], one["dimension"]) for one in passage["codings"]])
        coders, dimensions = (frozenset(one[part] for one in said) for part in (0, 1))
        del foreign[""]  # passages that are quoted only
        return cls(counts, links, said.total(), frozenset(coded), coders, dimensions, foreign)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A synthesis document with its rows by identifier, in the language of the report.

    `described` are the included works by key: whole, or what is counted of them (`DESCRIBED`) where works lie
    in a file. `sources` are those of the records.
    """

    document: Document
    messages: Messages
    works: Rows
    passages: Rows
    records: Rows
    searches: Rows
    codes: Mapping[tuple[str, str], Document]
    labels: Mapping[tuple[str, str], Text]
    citations: Mapping[str, str]
    links: Mapping[str, Link]
    lines: Mapping[str, tuple[Piece, ...]] | None
    places: Mapping[str, str]
    criteria: Mapping[str, Text]
    finding_of: Mapping[str, str]
    read: Read
    described: Mapping[str, Document]
    sources: Mapping[Any, str]

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.messages.language

    def pick(self, localised: Any) -> Text:
        """A text of the document in the language of the report, or the nearest there is."""
        return pick(localised, self.language)

    def told(self, sentence: str) -> Text:
        """A sentence of the library in the language of the report, where it is known there."""
        said = told(sentence, self.language)
        return Text(said.text, said.language)

    def because(self, reason: Any) -> str:
        """Why a record belongs to a work: each part of the reason in the language of the report."""
        return "; ".join(self.told(part).value for part in self.pick(reason).value.split("; "))

    def label(self, dimension: str, code: str) -> Text:
        """The label of a code; a code the codebook does not know is shown as it is."""
        known = self.labels.get((dimension, code))
        if known is None:
            key = f"code.{code}"
            return Text(self.messages(key) if key in self.messages else code)
        return known

    def dimension(self, identifier: str) -> str:
        """The name of a dimension: a word of our own, else the label that the codebook gives it."""
        key = f"dimension.{identifier}"
        if key in self.messages:
            return self.messages(key)
        dimensions = self.document["codebook"]["dimensions"]
        label: Any = next((one["label"] for one in dimensions if one["id"] == identifier), {})
        return self.pick(label).value or identifier

    def definition(self, dimension: str, code: str) -> Text:
        """The definition of a code, empty when the codebook gives none."""
        return self.pick(self.codes.get((dimension, code), {}).get("definition"))

    @property
    def foreign(self) -> str:
        """That passages are shown in another language than that of the report, and how they are marked."""
        found = self.read.foreign
        if not found:
            return ""
        most = 2 * sum(found.values()) > sum(self.read.passages.values())
        languages = self.messages.join([self.word("language", one) for one in sorted(found)])
        tag = max(sorted(found), key=found.__getitem__).upper()
        return self.messages(f"foreign.{'most' if most else 'some'}", languages=languages, tag=tag)

    def word(self, family: str, name: str) -> str:
        """The message `family.name`, or the name itself when there is no such message."""
        key = f"{family}.{name}"
        said = self.messages.texts.get(key, "{")
        if "{" not in said:
            return said
        return self.messages(key) if key in self.messages else name

    def criterion(self, identifier: str) -> Text:
        """The label of an eligibility criterion, or its id when the protocol gives none."""
        return self.criteria.get(identifier) or Text(identifier)

    def work_links(self, keys: Iterable[str]) -> tuple[Link, ...]:
        """Links to works, each with its short citation."""
        return tuple(self.links.get(key) or Link(anchors.work(key), key) for key in keys)

    def passage_links(self, names: Iterable[str]) -> tuple[Link, ...]:
        """Links to passages, each with its name."""
        known = self.read.links
        return tuple(known.get(name) or Link(anchors.passage(name), name) for name in names)

    @property
    def included(self) -> Iterable[Document]:
        """What is counted of the included works, in the order of the document."""
        return self.described.values()

    def language_of(self, key: str) -> str:
        """The language that a work is in; empty when it is not known."""
        work = self.described.get(key) or self.works.get(key, {})
        return str(work.get("csl", {}).get("language") or "")

    def line(self, work: Document) -> tuple[Piece, ...]:
        """The reference of a work: in its style, else in the manner of APA."""
        return reference(work["csl"], self.messages) if self.lines is None else self.lines[work["key"]]

    def search_links(self, identifiers: Iterable[Any]) -> tuple[Link, ...]:
        """Links to searches, each with its number and source."""
        return tuple(Link(anchors.search(one), self.search_name(one)) for one in identifiers)

    def search_name(self, identifier: Any) -> str:
        """The name of a search as people say it: `S2 (OpenAlex)`."""
        source = self.searches.get(identifier, {}).get("source", "")
        return f"S{identifier} ({self.word('source', source)})" if source else f"S{identifier}"


def look_up(document: Document, messages: Messages, style: Style | None = None) -> Lookup:
    """Index a synthesis document; it is read, never changed. Works are cited in `style`, else as APA does."""
    listed = document["works"]
    told = cite(style, listed, messages.language) if style else cited(listed, messages)
    codes = {
        (dimension["id"], code["id"]): code
        for dimension in document["codebook"]["dimensions"]
        for code in dimension["codes"]
    }
    links = {key: Link(anchors.work(key), said) for key, said in told.citations.items()}
    return Lookup(
        document=document,
        messages=messages,
        works=named(listed, "key"),
        passages=named(document["passages"], "id"),
        records=named(document["records"], "id"),
        searches={search["id"]: search for search in document["searches"]},
        codes=codes,
        labels={place: pick(code["label"], messages.language) for place, code in codes.items()},
        citations=told.citations,
        links=links,
        lines=told.lines,
        places=told.places,
        read=Read.of(document["passages"], links, messages.language),
        finding_of={finding["factor"]: finding["id"] for finding in document["findings"]},
        criteria={one["id"]: pick(one["label"], messages.language) for one in document["review"]["criteria"]},
        described=_described(listed),
        sources=_sources(document["records"]),
    )


def _described(works: Iterable[Document]) -> dict[str, Document]:
    included = (work for work in works if work["included"])
    if not isinstance(works, InFile):
        return {work["key"]: work for work in included}
    same: dict[str, Any] = {}
    return {work["key"]: _outline(work, same) for work in included}


def _outline(work: Document, same: dict[str, Any]) -> Document:
    """What is counted of a work; parts that are equal are held once, in `same`."""
    found = {name: work[name] for name in DESCRIBED if name in work}
    found["csl"] = {name: work["csl"][name] for name in PUBLISHED if name in work["csl"]}
    return {name: same.setdefault(repr(value), value) for name, value in found.items()}


def _sources(records: Iterable[Document]) -> dict[Any, str]:
    same: dict[str, str] = {}
    return {one["id"]: same.setdefault(one["source"], one["source"]) for one in records}
