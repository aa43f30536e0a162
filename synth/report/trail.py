"""The long lists of the HTML report: works, passages, records, and the evidence of a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial

from markupsafe import Markup

from synth.report.characteristics import Characteristics, Row
from synth.report.escaping import isolated, written
from synth.report.findings import Evidence, Quoted
from synth.report.markup import Entry, Pen
from synth.report.references import plain
from synth.report.works import Coded, Decision, Found, Membership, Passage, PassagesOfWork, Record, Work


def works(pen: Pen, listed: Iterable[Work]) -> Markup:
    """The reference list; each work opens to show how it came in."""
    entries = (Entry(_short(work), _work(pen, work)) for work in listed)
    return pen.sheets(
        entries, around=('<ul class="references">', "</ul>"), title=pen.messages("section.works")
    )


def passages(pen: Pen, listed: Iterable[PassagesOfWork]) -> Markup:
    """The passages under their works."""
    coded = cache(partial(_coded, pen))
    entries = (Entry(group.work.label, _group(pen, group, coded)) for group in listed)
    return pen.sheets(entries, title=pen.messages("section.passages"))


def records(pen: Pen, listed: Iterable[Record]) -> Markup:
    """The records with what found them."""
    entries = (Entry(record.name, _record(pen, record)) for record in listed)
    return pen.sheets(
        entries, around=('<ol class="records">', "</ol>"), title=pen.messages("section.records")
    )


def evidence(pen: Pen, anchor: str, listed: Iterable[Evidence], title: str) -> Markup:
    """The works behind a finding, each with the passages that speak of it."""
    entries = (Entry(one.work.label, _evidence(pen, one)) for one in listed)
    inside = pen.sheets(entries, around=("<ul>", "</ul>"), title=title)
    return Markup('<div id="{}">{}</div>').format(anchor, inside)


def characteristics(pen: Pen, table: Characteristics) -> Markup:
    """The table of the included works; a long one is a table on each sheet."""
    words = pen.messages
    names = [words("field.year"), words("field.type"), words("field.language"), *table.dimensions]
    counted = [words("characteristics.passages"), words("characteristics.findings")]
    heads = [f'<th role="columnheader" scope="col">{words("characteristics.work")}</th>']
    heads += [f'<th role="columnheader" scope="col">{written(_capital(name))}</th>' for name in names]
    heads += [f'<th role="columnheader" scope="col" class="n">{name}</th>' for name in counted]
    opening = (
        '<table class="data stack" role="table" data-sortable><thead role="rowgroup">'
        f'<tr role="row">{"".join(heads)}</tr></thead><tbody role="rowgroup">'
    )
    entries = (Entry(row.work.label, _characteristic(pen, row, names, counted)) for row in table.rows)
    return pen.sheets(entries, around=(opening, "</tbody></table>"), title=words("characteristics.table"))


def _characteristic(pen: Pen, row: Row, names: Sequence[str], counted: Sequence[str]) -> str:
    year = "" if row.year is None else str(row.year)
    cells = zip(names, (year, row.type, row.language, *row.facets), strict=True)
    told = [
        f'<td role="cell" data-label="{written(_capital(name))}">{isolated(text)}</td>'
        for name, text in cells
    ]
    n = pen.messages.number
    passages = f'<a href="#{row.passages}">{n(row.n_passages)}</a>' if row.passages else n(0)
    findings = f'<a href="#{row.work.anchor}">{n(row.n_findings)}</a>'
    for name, value in zip(counted, (passages, findings), strict=True):
        told.append(f'<td role="cell" class="n" data-label="{name}">{value}</td>')
    return f'<tr role="row"><th role="rowheader" scope="row">{pen.link(row.work)}</th>{"".join(told)}</tr>'


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _short(work: Work) -> str:
    return work.citation or plain(work.reference)[:40]


def _work(pen: Pen, work: Work) -> str:
    words = pen.messages
    found = f"{words('work.found')} {pen.links(work.searches)}" if work.searches else words("work.not-found")
    own = ", ".join(pen.link(one.record) for one in work.records)
    trail = [found, f"{words('work.records', n=len(work.records))} {own}"]
    if work.passages:
        n = words("summary.passages", n=work.n_passages)
        trail.insert(0, f'<a href="#{work.passages}">{n}</a>')
    return (
        f'<li class="work" id="{work.anchor}">\n'
        f'<p class="reference">{pen.reference(work.reference, work.language)}</p>\n'
        f'<p class="trail">{" · ".join(trail)}</p>\n'
        f"{_outcome(pen, work)}"
        f"<details><summary>{words('work.trail')}</summary>\n"
        f'<dl class="facts">\n{_facts(pen, work)}</dl>\n</details>\n</li>'
    )


def _outcome(pen: Pen, work: Work) -> str:
    """Why a work is not included."""
    if work.included:
        return ""
    said = _decision(pen, work.decisions[-1]) if work.decisions else pen.messages("work.undecided")
    return f'<p class="trail">{said}</p>\n'


def _facts(pen: Pen, work: Work) -> str:
    words = pen.messages
    rows = [(str(pen.link(one.record)), _membership(one, pen)) for one in work.records]
    rows += [(words("work.decided"), _decision(pen, one, reason=True)) for one in work.decisions]
    rows += [
        (words(key), ", ".join(map(pen.said, texts)))
        for key, texts in (("finding.phases", work.phases), ("finding.perspectives", work.perspectives))
        if texts
    ]
    if work.findings:
        rows.append((words("work.findings"), pen.links(work.findings, "; ")))
    rows.append((words("work.key"), f"<code>{written(work.key)}</code>"))
    return "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>\n" for name, value in rows)


def _membership(one: Membership, pen: Pen) -> str:
    words = pen.messages
    parts = [written(one.source)]
    if one.reason:
        parts.append(f"{words('work.because')} {isolated(one.reason)}")
    if one.fields:
        parts.append(f"{words('work.gave')} {written(one.fields)}")
    return " · ".join(parts)


def _decision(pen: Pen, one: Decision, *, reason: bool = False) -> str:
    criterion = f": {pen.said(one.criterion)}" if one.criterion else ""
    why = f". {pen.said(one.reason)}" if reason and one.reason else ""
    return f"{isolated(one.text)}{criterion}{why}"


def _group(pen: Pen, group: PassagesOfWork, coded: Callable[[Coded], str]) -> str:
    inside = "\n".join(_passage(pen, one, coded) for one in group.passages)
    opened = " open" if pen.book else ""
    return (
        f'<section class="of-work" id="{group.anchor}" aria-labelledby="{group.anchor}-title">\n'
        f'<h3 id="{group.anchor}-title">{pen.link(group.work)}</h3>\n'
        f"<details{opened}><summary>{pen.messages('summary.passages', n=len(group.passages))}</summary>\n"
        f"{inside}\n</details>\n</section>"
    )


def _passage(pen: Pen, passage: Passage, coded: Callable[[Coded], str]) -> str:
    section = f"<br>§ {written(passage.section)}" if passage.section else ""
    return (
        f'<article class="passage" id="{passage.anchor}">\n'
        f'<p class="name"><strong>{written(passage.name)}</strong>{section}</p>\n'
        f'<div class="said">{_said(pen, passage)}{_codings(passage, coded)}</div>\n</article>'
    )


def _said(pen: Pen, passage: Passage) -> str:
    parts = []
    if passage.quote:
        language = passage.quote.language
        other = f' lang="{language}"' if language and language != pen.messages.language else ""
        parts.append(f"<blockquote{other}><p>{isolated(passage.quote.value)}</p></blockquote>")
    if passage.paraphrase:
        parts.append(f"<p>{pen.said(passage.paraphrase)}</p>")
    parts += [f'<p class="other">{pen.said(one)}</p>' for one in passage.others]
    return "\n".join(parts)


def _codings(passage: Passage, coded: Callable[[Coded], str]) -> str:
    items = []
    for one in passage.codings:
        coder = f'<span class="soft">{isolated(one.coder)}:</span> ' if one.coder else ""
        items.append(f'<li id="{one.anchor}">{coder}{coded(one.coded)}</li>')
    return f'\n<ul class="codings">\n{"".join(items)}</ul>\n'


def _coded(pen: Pen, one: Coded) -> str:
    glyph = f"{pen.sign(one.direction)} " if one.direction else ""
    way = f' <span class="soft">{written(one.direction_label)}</span>' if one.direction else ""
    code = f'<a href="#{one.target}">{pen.said(one.code)}</a>' if one.target else pen.said(one.code)
    return f'{glyph}<span class="soft">{written(one.dimension)}</span> {code}{way}'


def _record(pen: Pen, record: Record) -> str:
    words = pen.messages
    stretches = "".join(
        f"<mark>{written(text)}</mark>" if hit else written(text) for text, hit in record.title
    )
    title = f'<bdi dir="auto">{stretches}</bdi>'
    year = f" ({record.year})" if record.year else ""
    works_of = (
        f"{words('record.work')} {pen.links(record.works)}" if record.works else words("record.no-work")
    )
    found = [_found(pen, one) for one in record.found] or [words("record.not-searched")]
    lines = [f"{written(record.source)} <code>{written(record.source_id)}</code> · {works_of}", *found]
    return (
        f'<li class="record" id="{record.anchor}">\n'
        f"<p><strong>{record.name}</strong> {title}{year}</p>\n"
        + "".join(f'<p class="soft">{line}</p>\n' for line in lines)
        + "</li>"
    )


def _found(pen: Pen, one: Found) -> str:
    parts = [str(pen.link(one.search))]
    if one.how:
        parts.append(f"{written(one.how)}: {pen.said(one.reason)}" if one.reason else written(one.how))
    else:
        parts += [pen.messages("record.rank", rank=one.rank)] if one.rank else []
        parts.append(written(one.status))
    if one.hits:
        parts.append(", ".join(_hit(*hit) for hit in one.hits))
    return " · ".join(parts)


def _hit(term: str, words: str, field: str) -> str:
    by = f", <code>{written(term)}</code>" if term != words else ""
    return f'<span class="hit"><mark>{written(words)}</mark> ({written(field)}{by})</span>'


def _evidence(pen: Pen, one: Evidence) -> str:
    inside = "\n".join(_quoted(pen, passage) for passage in one.passages)
    return f"<li>{pen.link(one.work)}\n<ul>\n{inside}\n</ul></li>"


def _quoted(pen: Pen, passage: Quoted) -> str:
    said = f"<q>{pen.said(passage.text)}</q>" if passage.quoted else pen.said(passage.text)
    section = f"§ {written(passage.section)}, " if passage.section else ""
    facets = f' <span class="soft">{isolated(passage.facets)}</span>' if passage.facets else ""
    return (
        f'<li class="passage">{pen.sign(passage.direction)}'
        f'<span class="unseen">{written(passage.direction_label)}:</span> {said} '
        f'<a class="ref" href="#{passage.anchor}">{section}{written(passage.name)}</a>{facets}</li>'
    )
