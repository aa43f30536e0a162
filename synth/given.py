"""One work a line, with its texts exactly as given, so that places count in what the file holds."""

from __future__ import annotations

import json
import re
from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.model import Record

_SEPARATOR = re.compile(r"\s*;\s*")


def given_work(line: str) -> Record:
    """Return the record in a line of JSON: an OpenAlex work, or an object with texts of the same names.

    `id` is as given. Title and abstract are not tidied; `abstract` may also be plain text and `keywords` a
    list of texts, as other tools have them. Raises SourceError when the line holds no work.
    """
    from synth.sources.openalex_record import abstract, work_id

    work = _object(line)
    title = next(filter(None, (_text(work.get(name)) for name in ("title", "display_name"))), "")
    text = abstract(work.get("abstract_inverted_index"))[0] or _text(work.get("abstract"))
    if not (work_id(work) or title or text):
        raise SourceError("The line holds no work: it has no title and no abstract.")
    return Record(
        source="file",
        source_id=_identity(work.get("id")),
        raw=line,
        title=title,
        abstract=text,
        keywords=_keywords(work),
        year=_year(work),
        language=normalise.language(_text(work.get("language"))),
    )


def _identity(given: Any) -> str:
    return str(given) if isinstance(given, str | int) else ""


def _object(line: str) -> dict[str, Any]:
    try:
        work = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError("The line is not JSON.") from error
    if not isinstance(work, dict):
        raise SourceError("The line holds no work: it is no JSON object.")
    return work


def _keywords(work: dict[str, Any]) -> tuple[str, ...]:
    listed = work.get("keywords")
    if isinstance(listed, list):
        return tuple(filter(None, map(_text, listed)))
    return tuple(filter(None, _SEPARATOR.split(_text(listed) or _text(work.get("keyword")))))


def _year(work: dict[str, Any]) -> int | None:
    match work:
        case {"issued": {"date-parts": [[int(year), *_], *_]}}:
            return year
        case {"publication_year": int(year)} | {"year": int(year)}:
            return year
    return normalise.year(_text(work.get("publication_date")))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
