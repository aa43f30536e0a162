"""PubMed as a source: ids by ESearch, records by EFetch of the E-utilities of NLM."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from synth.errors import FileError, KeyRefused, SourceError
from synth.formats import normalise, pubmed_xml
from synth.formats.elements import Element, first, local, raw, text
from synth.sources.answering import AGAIN, PASSING, REPORT, data, said, unknown_shape
from synth.sources.boolean import translated
from synth.sources.date_windows import Window, begin, narrowed, resumed, written
from synth.sources.dialect import Dialect
from synth.sources.newer import FAR, added, with_condition
from synth.sources.protocol import (
    FIRST,
    Ask,
    Page,
    Request,
    SourceFacts,
    Steps,
    TemporaryError,
    Translation,
)
from synth.sources.pubmed_words import STOP_WORDS
from synth.sources.transport import Answer, Limits, Secret, Transport
from synth.sources.values import mapping, whole
from synth.sources.xml_answering import document, element_of

if TYPE_CHECKING:
    from synth.model import Record
    from synth.strategy.definition import Strategy

SOURCE = "pubmed"
URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
URL_VARIABLE = "SYNTH_PUBMED_URL"
KEY_VARIABLE = "NCBI_API_KEY"
MAILTO_VARIABLE = "SYNTH_MAILTO"
PAGE_SIZE = 200
REACH = 9_999
"""Records of one question that ESearch gives at most; more are asked for by parts of the time."""
URL_BYTES = 2_000
"""A longer question is sent as a form."""

_MEDLINE = re.compile(r"\n\s*\n(?=PMID)")

DIALECT = Dialect(
    label="PubMed",
    fields={"any": ("tw",), "title": ("ti",), "abstract": ("tiab",), "keywords": ("tw",)},
    in_field="{value}[{field}]",
    shortest=4,
    prefix_ends_phrase=True,
    stop_words=STOP_WORDS,
    years="{first}:{last}[dp]",
)
"""Text words (`tw`) are those of title, abstract, keywords and MeSH headings; `tiab` has no field within."""

FACTS = SourceFacts(
    label="PubMed",
    documentation="https://www.ncbi.nlm.nih.gov/books/NBK25499/",
    page_size=PAGE_SIZE // 2,  # a page of 200 takes two calls
    per_second=10.0,
    keyless_per_second=3.0,
    in_flight=3,
    key_variable=KEY_VARIABLE,
    key_page="https://account.ncbi.nlm.nih.gov/settings/",
    coverage="Biomedicine and health, with MeSH headings: 38 million articles, and books of NCBI.",
    dialect="PubMed: `[tw]`, `[ti]`, `[tiab]`, AND, OR, phrases, `*` after four letters",
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "Languages are not asked, since works of several languages would be lost; they are checked here.",
        "Abstracts and keywords are asked together with the title; a `*` needs four letters before it.",
        "Of one question 9,999 records can be reached: a larger one is cut by dates of publication.",
    ),
)

AS_FORM = ", sent as a form"


class PubMedSource:
    """Asks the E-utilities; a key (`NCBI_API_KEY`) is optional and makes it three times as fast.

    `url` comes from the environment (`SYNTH_PUBMED_URL`) unless given, `mailto` (an e-mail address that NLM
    may write to) from `SYNTH_MAILTO`. Raises UsageError for an unsafe address, KeyRefused for a key that
    cannot be one.
    """

    name = SOURCE
    facts = FACTS
    count_usd = 0.0

    def __init__(
        self,
        *,
        url: str | None = None,
        key: str | None = None,
        mailto: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        base = url or os.environ.get(URL_VARIABLE) or URL
        value = os.environ.get(KEY_VARIABLE, "") if key is None else key
        secret = Secret(value, name=KEY_VARIABLE, parameter="api_key")
        self._mailto = os.environ.get(MAILTO_VARIABLE, "") if mailto is None else mailto
        self.transport = Transport(FACTS.label, base, secret, limits or Limits(), accept="*/*")

    def __repr__(self) -> str:
        return f"PubMedSource(url={self.transport.base!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every record of PubMed that matches `strategy`.

        Raises UsageError when the strategy cannot be asked or becomes too many requests.
        """
        return translated(strategy, DIALECT, self._request)

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for the ids of one page, then for their records.

        A question with more records than can be reached is asked in windows of time that each can; the
        marker of a page holds its window. Raises TemporaryError, KeyRefused or SourceError.
        """
        window = begin() if cursor == FIRST else resumed(cursor)
        while True:
            found = answered((yield self._search(request, window, PAGE_SIZE)))
            window = window.of(found["count"])
            if smaller := narrowed(window, found["count"], REACH):
                window = smaller
                continue
            after = window.after(PAGE_SIZE, min(found["count"], REACH))
            if found["ids"] or after is None:
                break
            window = after
        records = []
        if found["ids"]:
            records = _entries((yield self._records(found["ids"])))
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=written(after) if after else None,
            total=window.total,
            payloads=tuple(map(raw, records)),
            ids=tuple(_number(one) or f"?{cursor}-{i}" for i, one in enumerate(records)),
        )

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer of EFetch, XML or MEDLINE text; raise SourceError for another one."""
        start = answer.text.lstrip()[:1]
        if start == "{":
            answered(answer)
            raise SourceError(
                "PubMed: this is a list of ids, without records.", remedy="Read the EFetch answer."
            )
        if answer.status == 200 and start != "<" and (entries := _MEDLINE.split(answer.text.strip())):
            ids = tuple(normalise.pmid(one[:40]) or f"?{cursor}-{i}" for i, one in enumerate(entries))
            return Page(request.index, cursor, None, None, tuple(entries), ids)
        records = _entries(answer)
        ids = tuple(_number(one) or f"?{cursor}-{i}" for i, one in enumerate(records))
        return Page(request.index, cursor, None, None, tuple(map(raw, records)), ids)

    def count(self, request: Request) -> Steps[Page]:
        """Ask how many records a request has."""
        found = answered((yield self._search(request, begin(), 0)))
        return Page(request.index, FIRST, None, found["count"], (), ())

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added since `date`, by create date, and what that leaves out."""
        day = date.replace("-", "/")
        params = with_condition(request, "term", f"{day}:{FAR.replace('-', '/')}[crdt]")
        words = request.description.removesuffix(AS_FORM)
        return self._request(request.index, dict(params)["term"], words), added(FACTS.label, date)

    def read(self, payload: str) -> Record:
        """Return the record in one entry; raise SourceError when it is none."""
        if payload.startswith("PMID"):
            return _medline(payload)
        record = pubmed_xml.read(element_of(payload, FACTS.label), payload, source=SOURCE)
        if record is None:
            raise SourceError(
                "PubMed gave an entry without title and number.", remedy="It is kept as received."
            )
        return record

    def _search(self, request: Request, window: Window, most: int) -> Ask:
        paging = {"retstart": str(window.offset), "retmax": str(min(most, REACH - window.offset))}
        asked = {**dict(request.params), **window.params(), **paging, **self._contact()}
        url = f"{self.transport.base}/esearch.fcgi"
        if len(request.url) > URL_BYTES:
            return Ask(url, form=tuple(asked.items()))
        return Ask(f"{url}?{urlencode(asked)}")

    def _records(self, ids: list[str]) -> Ask:
        asked = {"db": "pubmed", "retmode": "xml", "id": ",".join(ids), **self._contact()}
        return Ask(f"{self.transport.base}/efetch.fcgi", form=tuple(asked.items()))

    def _contact(self) -> dict[str, str]:
        return {"tool": "synth", **({"email": self._mailto} if self._mailto else {})}

    def _request(self, index: int, query: str, description: str) -> Request:
        params = (("db", "pubmed"), ("term", query), ("retmode", "json"))
        url = f"{self.transport.base}/esearch.fcgi?{urlencode(params)}"
        sent = AS_FORM if len(url) > URL_BYTES else ""
        return Request(self.name, index, url, params, description + sent)


def _medline(entry: str) -> Record:
    """Return the record in an entry of MEDLINE text, as the format of files reads it."""
    from synth.formats.reading import read

    try:
        (record, *_) = read(entry.encode(), FACTS.label).records
    except FileError as error:
        raise SourceError(f"PubMed: {error.problems[0].message}", remedy="It is kept as received.") from error
    pmid = normalise.pmid(entry[:40])
    url = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    return replace(record, source=SOURCE, source_id=pmid, raw=entry, pmid=pmid, url=record.url or url)


def answered(answer: Answer) -> dict[str, Any]:
    """Return count and ids of an answer of ESearch; raise what `checked` raises, or for another status."""
    told = mapping(answer.json())
    if isinstance(told.get("error"), str) and answer.status not in PASSING:
        raise _told(told["error"])
    return checked(data(answer, FACTS.label))


def checked(found: dict[str, Any]) -> dict[str, Any]:
    """Return count and ids of an answer of ESearch.

    Raises KeyRefused, SourceError or TemporaryError with the server's words: it tells of mistakes with HTTP
    status 200, as `error`, as `ERROR` or as fields that it does not know. Words that it does not know are
    no mistake: they have no records.
    """
    if isinstance(found.get("error"), str):
        raise _told(found["error"])
    result = found.get("esearchresult")
    if not isinstance(result, dict):
        raise unknown_shape(FACTS.label)
    if isinstance(result.get("ERROR"), str):
        raise _told(result["ERROR"])
    errors = result.get("errorlist")
    unknown = errors.get("fieldsnotfound") if isinstance(errors, dict) else None
    if unknown:
        raise SourceError(f"PubMed does not know the fields {', '.join(map(str, unknown))}.", remedy=REPORT)
    ids, count = result.get("idlist"), whole(str(result.get("count", "")))
    if not isinstance(ids, list) or count is None:
        raise unknown_shape(FACTS.label)
    return {"count": count, "ids": [str(one) for one in ids]}


def _told(message: str) -> SourceError:
    if "api key" in message.lower():
        return KeyRefused(
            f"PubMed refused the key in {KEY_VARIABLE}{said(message)}",
            remedy=f"Check the key, make one at {FACTS.key_page}, or unset {KEY_VARIABLE}.",
        )
    if "rate limit" in message.lower():
        return TemporaryError(f"PubMed asks to slow down{said(message)}", remedy=AGAIN)
    return TemporaryError(f"PubMed failed{said(message)}", remedy=AGAIN)


def _entries(answer: Answer) -> list[Element]:
    root = document(answer, FACTS.label)
    if local(root) == "eSearchResult":
        raise SourceError("PubMed: this is a list of ids, without records.", remedy="Read the EFetch answer.")
    entries = [one for one in root if local(one) in pubmed_xml.ENTRIES]
    if not entries:
        raise TemporaryError("PubMed gave no records for the ids that it named.", remedy=AGAIN)
    return entries


def _number(entry: Element) -> str:
    inside = "MedlineCitation" if local(entry) == "PubmedArticle" else "BookDocument"
    return text(first(entry, inside, "PMID"))
