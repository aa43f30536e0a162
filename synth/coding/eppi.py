"""Coding done in EPPI-Reviewer as codings of ours, and ours for EPPI-Reviewer and EPPI-Mapper.

EPPI has no place for a direction, a section or offsets. Ours are written behind the text beside a tick, as
`[synth?…]`, so that they come back; people can leave that mark alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from synth.coding.codes import Code, Codebook, Place
from synth.coding.foreign import ForeignCode, Origin
from synth.formats.eppi_coding import EppiCode, EppiExport, EppiQuote, EppiReference, EppiTick
from synth.model import DIRECTIONS, FIELDS, Coding, Direction, Passage

ORIGIN = "EPPI-Reviewer"

_MARK = re.compile(r"\s*\[synth\?([^\]\s]{1,2000})\]\s*\Z")
_PAGE = re.compile(r"p\. (\d{1,6})\Z")
_LARGEST = 2**31 - 1
_MEMO = 4_000


def origin(export: EppiExport) -> Origin:
    """Where the codes of an export come from, with the names of its code sets as title."""
    return Origin(ORIGIN, "; ".join(dict.fromkeys(code.path[0] for code in export.codes)))


def foreign_codes(export: EppiExport) -> tuple[ForeignCode, ...]:
    """The codes of an export: each code set is a tree."""
    return tuple(
        ForeignCode(code.id, code.name, code.path[0], code.description, code.parent) for code in export.codes
    )


# --- reading ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the codings of one coder's export.

    `where` maps the ids of codes to places in the codebook, `works` those of references to keys; what is in
    neither is left out.
    """

    codebook: Codebook
    where: Mapping[str, Place]
    works: Mapping[str, str]
    coder: str

    def read(self, export: EppiExport) -> tuple[dict[str, Coding], dict[str, str]]:
        """The codings by uid, one for each quote, else one for the tick; and memos by uid of their coding.

        A memo is what stands beside a tick with quotes: it surrounds them. The same coding has the same uid
        in a later export.
        """
        found: dict[str, Coding] = {}
        memos: dict[str, str] = {}
        for reference in export.references:
            for tick in reference.ticks if reference.id in self.works else ():
                made = self._of_tick(reference, tick, found) if tick.code in self.where else []
                found.update((one.uid, one) for one in made)
                if made and tick.quotes and tick.contexts and not any(map(_marked, tick.contexts)):
                    memos.setdefault(made[0].uid, "\n".join(tick.contexts)[:_MEMO])
        return found, memos

    def _of_tick(self, reference: EppiReference, tick: EppiTick, found: Mapping[str, Coding]) -> list[Coding]:
        dimension, code = self.where[tick.code]
        made: dict[str, Coding] = {}
        for uid, passage, direction in _said(tick, self.works[reference.id]):
            named = [self.codebook.id, self.coder, reference.id, dimension, code, *_spot(passage)]
            base = hashlib.blake2b(json.dumps(named).encode(), digest_size=10).hexdigest()
            own = uid and uid not in found and uid not in made
            one = Coding(
                uid=uid if own else f"{base}:{dimension}/{code}",
                passage=passage,
                codebook=self.codebook.id,
                version=self.codebook.version,
                dimension=dimension,
                code=code,
                direction=direction,
                coder=self.coder,
                at="",
            )
            if one.uid not in found:
                made.setdefault(one.uid, one)
        return list(made.values())


def _spot(passage: Passage) -> tuple[str, str, str]:
    return passage.arm, passage.section, passage.quote


def _said(tick: EppiTick, work: str) -> Iterator[tuple[str, Passage, Direction]]:
    """What a tick says: of each passage its uid (empty: none was given), itself, and the direction."""
    marked = [found for found in map(_marked, tick.contexts) if found]
    if marked:
        yield from _own(marked, work, tick.arm)
        return
    quoted = [(f"p. {one.page}" if one.page else "", one.text) for one in tick.quotes]
    for section, quote in quoted or [("", context) for context in tick.contexts] or [("", "")]:
        yield "", Passage(work, section=section, quote=quote, arm=tick.arm), "neutral"


def _marked(context: str) -> tuple[str, dict[str, str]] | None:
    """The text of a context of ours, and what its mark says; None for another's."""
    found = _MARK.search(context)
    if not found:
        return None
    try:
        said = {name: values[0] for name, values in parse_qs(found[1], max_num_fields=10).items()}
    except ValueError:
        return None
    return context[: found.start()], said


def _own(
    marked: Sequence[tuple[str, dict[str, str]]], work: str, arm: str
) -> Iterator[tuple[str, Passage, Direction]]:
    grouped: defaultdict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for number, (text, said) in enumerate(marked):
        grouped[said.get("uid", "")[:120] or f"#{number}"].append((text, said))
    for uid, contexts in grouped.items():
        text, said = contexts[0]
        words = {one["lang"]: own for own, one in contexts if re.fullmatch("[a-z]{2}", one.get("lang", ""))}
        direction: Direction = next((one for one in DIRECTIONS if one == said.get("direction")), "neutral")
        field, start, end = _located(said, "" if words else text)
        passage = Passage(
            work,
            section=said.get("section", "")[:200],
            quote="" if words else text,
            paraphrase=words,
            arm=arm,
            field=field,
            start=start,
            end=end,
        )
        yield "" if uid.startswith("#") else uid, passage, direction


def _located(said: Mapping[str, str], quote: str) -> tuple[str, int, int]:
    """The field and the offsets of a quote, when they are given and fit its length."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", said.get("at", ""))
    if not quote or said.get("field") not in FIELDS or not found:
        return "", -1, -1
    start, end = int(found[1]), int(found[2])
    return (said["field"], start, end) if end - start == len(quote) else ("", -1, -1)


# --- writing ------------------------------------------------------------------------------------------


def export(
    given: Iterable[Coding], codebook: Codebook, *, works: Sequence[str], included: Iterable[str]
) -> EppiExport:
    """The codings of one coder as an export: each dimension is a code set, each work a reference."""
    ids = _ids(codebook)
    language = codebook.languages[0]
    codes = tuple(
        EppiCode(
            id=ids[code.dimension, code.id],
            name=code.label[language],
            description=code.definition.get(language, ""),
            path=(codebook.dimension(code.dimension).label[language],),
            parent=ids.get((code.dimension, code.parent), ""),
            selectable=True,
        )
        for code in codebook.codes()
    )
    ticks: defaultdict[str, defaultdict[tuple[str, str], list[Coding]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for coding in given:
        code = ids.get((coding.dimension, coding.code), "")
        if code and coding.codebook == codebook.id:
            ticks[coding.passage.work][code, coding.passage.arm].append(coding)
    inside = frozenset(included)
    references = tuple(
        EppiReference(
            id=str(_number(f"work {key}")),
            name=key,
            ticks=tuple(_tick(code, arm, made) for (code, arm), made in ticks[key].items()),
            status="I" if key in inside else "E",
        )
        for key in works
    )
    return EppiExport(codes, references)


def _tick(code: str, arm: str, made: Sequence[Coding]) -> EppiTick:
    quotes = tuple(
        EppiQuote(one.passage.quote, _page(one.passage.section)) for one in made if one.passage.quote
    )
    return EppiTick(code, arm, quotes, tuple(context for one in made for context in _contexts(one)))


def _contexts(coding: Coding) -> Iterator[str]:
    passage = coding.passage
    said = {"uid": coding.uid}
    said |= {"direction": coding.direction} if coding.direction != "neutral" else {}
    said |= {"section": passage.section} if passage.section else {}
    if passage.field in FIELDS:
        said |= {"field": passage.field, "at": f"{passage.start}-{passage.end}"}
    for language, text in passage.paraphrase.items():
        yield f"{text} [synth?{urlencode({**said, 'lang': language})}]"
    if not passage.paraphrase:
        yield f"{passage.quote} [synth?{urlencode(said)}]".strip()


def _page(section: str) -> int:
    found = _PAGE.match(section)
    return int(found[1]) if found else 0


def _ids(codebook: Codebook) -> dict[Place, str]:
    """The number of each code: the one it had in EPPI-Reviewer, else one that its name always gives."""
    given: dict[Place, str] = {}
    for code in codebook.codes():
        number = _kept(code) or _number(f"{codebook.id}/{code.dimension}/{code.id}")
        while str(number) in given.values():
            number += 1
        given[code.dimension, code.id] = str(number)
    return given


def _kept(code: Code) -> int:
    lead = f"{ORIGIN}: "
    kept = (one.removeprefix(lead) for one in code.sources if one.startswith(lead))
    return next((int(one) for one in kept if one.isdecimal() and len(one) < 10), 0)


def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest()) % _LARGEST or 1
