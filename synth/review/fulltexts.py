"""Full texts of works: kept by what they hold, read once, and passages that stay attached to them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.model import DOCUMENT, FIELDS, Passage
from synth.review.coders import Coders

if TYPE_CHECKING:
    from synth.model import Record
    from synth.texts import Anchor, Attached, Document, How

FOLDER = "corpus/fulltext"
"""Where files are kept, under the hash of their bytes."""


@dataclass(frozen=True, slots=True)
class TextAdded:
    """What adding a full text gave: the document, and how the passages coded before were found in it.

    `lost` are the ids of passages that were not found: their codings stay, with the words that were quoted.
    """

    attached: Attached
    document: Document
    found: Mapping[How, int]
    lost: tuple[int, ...]


class FullTexts(Coders):
    """The full text of each work, and where passages stand in it."""

    def add_full_text(self, work: str, path: Path, *, coder: str) -> TextAdded:
        """Read a file, keep it, and make it the full text of a work in the place of the one before.

        Passages that were coded in the text before are looked for in this one. Raises FileError when the file
        cannot be read, UsageError for an unknown work or a missing package.
        """
        from synth.formats.files import write_atomic
        from synth.reading.files import ENDINGS, read_document
        from synth.store import documents
        from synth.store.works import work_id

        work_id(self.db, work)
        document, data = read_document(path)
        kept = f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:32]}{ENDINGS[document.kind]}"
        if not (self.folder / kept).is_file():
            write_atomic(self.folder / kept, data)
        documents.attach(self.db, work, document, file=(kept, path.name), coder=coder)
        anchors = self.attach_passages(work)
        lost = tuple(number for number, one in anchors.items() if one.how == "lost")
        attached = documents.attached(self.db, work)[-1]
        return TextAdded(attached, document, Counter(one.how for one in anchors.values()), lost)

    def take_full_text_away(self, work: str, *, coder: str) -> None:
        """Undo: the work has no full text any more; text, file and codings stay. Raises UsageError."""
        from synth.store.documents import attached, detach

        if not attached(self.db, work):
            raise UsageError(f"`{work}` has no full text.", remedy="`synth fulltext` lists those that have.")
        detach(self.db, work, coder=coder)

    def full_texts(self) -> tuple[Attached, ...]:
        """The full texts that works have now."""
        from synth.store.documents import attached

        return attached(self.db)

    def full_text(self, work: str) -> tuple[Attached, Document] | None:
        """The full text of a work; None when it has none. Raises UsageError for an unknown work."""
        from synth.store.documents import attached, read_document

        found = attached(self.db, work)
        return (found[-1], read_document(self.db, found[-1].document)) if found else None

    def attach_passages(self, work: str) -> dict[int, Anchor]:
        """Look for the coded passages of a work in its full text, store where they stand, and return that.

        Those that were looked for in this text before are not looked for again.
        """
        from synth.store import documents

        now = self.full_text(work)
        if now is None:
            return {}
        document = now[1]
        known = documents.anchors(self.db, document.id, work)
        new = [(number, one) for number, one in documents.quoted(self.db, work) if number not in known]
        found = self._look_for(new, document)
        documents.add_anchors(self.db, document.id, found)
        return {**known, **found}

    def places(self, work: str) -> dict[int, Anchor]:
        """Where the coded passages of a work stand now, in its full text or in its fields, by their ids.

        Passages in the coder's own words are left out. Writes nothing.
        """
        from synth.coding.anchoring import Text, anchor
        from synth.store import codings, documents
        from synth.store.works import work_called

        texts = _fields(work_called(self.db, work).record)
        passages = {number: coding.passage for number, coding in codings.current_codings(self.db, work)}
        found = {
            number: anchor(one, Text(texts[one.field]), texts[one.field])
            for number, one in passages.items()
            if one.quote and one.field in texts
        }
        attached = documents.attached(self.db, work)
        if not attached:
            return found
        stored = documents.anchors(self.db, attached[-1].document, work)
        new = [(n, one) for n, one in passages.items() if one.field == DOCUMENT and n not in stored]
        if new:
            found |= self._look_for(new, documents.read_document(self.db, attached[-1].document))
        return found | {number: one for number, one in stored.items() if number in passages}

    def _look_for(self, passages: list[tuple[int, Passage]], document: Document) -> dict[int, Anchor]:
        """Where passages, most of another text, stand in a document."""
        from synth.coding.anchoring import Text, anchor

        text, older = Text(document.text), self._older(passages, document)
        return {number: anchor(one, text, older.get(one.document, "")) for number, one in passages}

    def passage(self, work: str, quote: str, *, field: str = "", page: str = "") -> Passage:
        """The passage of a work that says `quote`, in its title, abstract or full text, or in one `field`.

        Blanks, line ends, case and hyphens may differ; the passage has the words as they stand. `page` is
        where to look in the full text. Raises UsageError when it is not there.
        """
        from synth.coding.anchoring import Text
        from synth.store.works import work_called

        texts = _fields(work_called(self.db, work).record)
        named = [field] if field else ["abstract", "title", "keywords"]
        if field != DOCUMENT and not page:
            for name in named:
                found = Text(texts.get(name, "")).find(quote)
                if found.how in ("exact", "normalised"):
                    said = texts[name][found.start : found.end]
                    return Passage(work, quote=said, field=name, start=found.start, end=found.end)
        if field in ("", DOCUMENT) and (there := self._in_full_text(work, quote, page)):
            return there
        where = f"page {page}" if page else field or "title, abstract and full text"
        remedy = "Copy the words as they stand, or give your own with --says."
        raise UsageError(f"The {where} of `{work}` does not say “{quote[:60]}”.", remedy=remedy)

    def _in_full_text(self, work: str, quote: str, page: str) -> Passage | None:
        from synth.coding.anchoring import Text

        now = self.full_text(work)
        if now is None:
            return None
        document = now[1]
        first, last = next(
            ((one.start, one.end) for one in document.of("page") if one.name == page),
            (0, len(document.text)),
        )
        found = Text(document.text[first:last]).find(quote)
        if found.how not in ("exact", "normalised"):
            return None
        start, end = first + found.start, first + found.end
        return self.passage_at(work, document, start, end)

    def passage_at(self, work: str, document: Document, start: int, end: int) -> Passage:
        """The passage at a place in a full text, with its page and section."""
        return Passage(
            work,
            section=document.name_at("section", start)[:200],
            quote=document.text[start:end],
            field=DOCUMENT,
            start=start,
            end=end,
            document=document.id,
            page=document.name_at("page", start),
        )

    def _older(self, passages: list[tuple[int, Passage]], document: Document) -> dict[str, str]:
        """The texts that the offsets of passages are of, as far as they are kept."""
        from synth.store.documents import has_document, read_document

        ids = {one.document for _, one in passages}
        kept = [one for one in ids if one != document.id and has_document(self.db, one)]
        return {document.id: document.text, **{one: read_document(self.db, one).text for one in kept}}


def _fields(record: Record) -> dict[str, str]:
    """The texts of a record that passages can stand in."""
    texts = {"title": record.title, "abstract": record.abstract, "keywords": " | ".join(record.keywords)}
    return {name: texts[name] for name in FIELDS}
