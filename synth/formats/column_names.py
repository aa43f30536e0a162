"""What databases and tools call their columns: for each role the headings, in order of trust.

Scopus, Web of Science, PubMed, Embase, EBSCO (CINAHL, PsycInfo), Ovid, ProQuest, Cochrane, IEEE, Springer,
Lens, OpenAlex, Google Scholar (Publish or Perish), Zotero, RefWorks, Rayyan, Covidence, ASReview, EPPI,
abstrackr, our own exports, and what people write in nl and de. Headings are compared without case, accents
and signs: `Author(s)`, `authors` and `Author/s` are one.
"""

from __future__ import annotations

import re

from synth.formats.roles import Role
from synth.text import fold

_HEADINGS: dict[Role, str] = {
    "id": """
        ut (unique wos id), unique wos id, ut, id, key, record id, recordid, lens id, eid,
        accession number, accession no, unique id, uid, source id, (source) id, central id, embase
        accession id, pui, covidence #, covidence number, covidence, ref id, refid, item id,
        itemid, reference id, an, storeid, document identifier id, cn, study id, record number,
        citation key, bibtex key, nummer, identifier""",
    "type": """
        type, item type, document type, publication type, reference type, type of reference,
        type_of_reference, doctype, content type, ty, entrytype, entry type, publicationtype, dt,
        pt, object type, source type, document types, typename,
        soort, documenttype, dokumenttyp""",
    "title": """
        title, article title, document title, item title, titel, ti, primary title, title primary,
        display_name, display name, original title, t1, ref title, citation title, record title,
        titles, title (full), work title, name of article, publicatietitel, hoofdtitel""",
    "subtitle": """
        subtitle, ondertitel, untertitel, sub title""",
    "authors": """
        author full names, authors, author, author names, authors primary, primary authors,
        authors full names, af, au, a1, auteurs, auteur, autoren, autor, verfasser,
        authorships.author.display_name, primary, author list, creator, creators, dc:creator,
        author(s), byline, first authors, parent authors""",
    "editors": """
        editors, editor, book editors, secondary authors, authors secondary, redactie,
        herausgeber, ed, be""",
    "year": """
        year, publication year, pub year, py, published year, year published, publication_year,
        jaar, jahr, erscheinungsjahr, publicatiejaar, publication date, date published, pubdate,
        date of publication, publication_date, yr, date, early access date, online date, da, y1,
        pub date, pubyear, issued, datum""",
    "container": """
        source title, publication title, journal, journal title, journal/book, journal book,
        publication, periodical full, publicationtitle, pubtitle, container title,
        container_title, primary_location.source.display_name, jf, jn, jt, jo, so, journal name, secondary
        title, title secondary, tijdschrift, zeitschrift, booktitle, book title, t2, periodical
        title, host publication, parent title, periodical abbrev, journal abbreviation,
        abbreviated source title, ja, book series title, volume title""",
    "volume": """
        volume, journal volume, vl, vo, vol, volume number, jaargang, band, jahrgang, biblio.volume""",
    "issue": """
        issue, journal issue, issue number, number, is, ip, iss, nummer van uitgave, heft, aflevering,
        biblio.issue""",
    "pages": """
        pages, page, page numbers, pg, pages from to, pagina's, paginas, seiten, page range,
        pagination""",
    "first_page": """
        page start, start page, first page, sp, startpage, bp, beginning page, biblio.first_page""",
    "last_page": """
        page end, end page, last page, ep, endpage, ending page, other pages, op, biblio.last_page""",
    "article_number": """
        art no, article number, art. no., ar, articlenumber, elocation id""",
    "publisher": """
        publisher, book publisher, pb, pu, uitgever, verlag, publisher name, institution,
        primary_location.source.host_organization_name""",
    "language": """
        language, language of original document, article language, la, lg, taal, sprache,
        languages, original language, publication language""",
    "doi": """
        doi, item doi, digital object identifier, digitalobjectidentifier, do, di, doi link, doi
        number, dois, book doi""",
    "pmid": """
        pmid, pubmed id, pubmed_id, medline pmid, ids.pmid, pubmedid, pubmed, pm""",
    "openalex": """
        openalex, openalex id, openalex_id, openalexid, ids.openalex""",
    "isbn": """
        isbn, isbns, bn, isbn-13, electronic isbn, print isbn, eisbn""",
    "issn": """
        issn, issns, sn, eissn, issn/isbn, isbn/issn, electronic issn, print issn, ei,
        primary_location.source.issn_l, issn-l, standardnumber, standard number""",
    "url": """
        url, link, urls, source urls, external url, articleurl, ur, ul, full text link, plink,
        document url, documenturl, links, primary_location.landing_page_url,
        best_oa_location.landing_page_url, open url link, embase link, pdf link, fulltexturl, web
        address, doi url, ee""",
    "abstract": """
        abstract, abstract note, ab, abstractnote, n2, samenvatting, zusammenfassung, abstracts,
        summary, original abstract, abstract text, description""",
    "keywords": """
        keywords, author keywords, keyword, kw, de, k1, manual tags, identifiers keywords,
        identifiers, trefwoorden, schlagworter, schlagworte, subject terms, sleutelwoorden,
        author_keywords, subjects""",
    "note": """
        note, notes, extra, opmerking, opmerkingen, bemerkung, personal notes""",
    "citation": """
        citation, source, source citation, bibliographic citation, full citation""",
}


def folded(heading: str) -> str:
    """A heading without case, accents, signs and spaces: `Author(s)` → `authors`."""
    return re.sub(r"[^\w]|_", "", fold(heading))


def _table() -> dict[str, tuple[Role, int]]:
    found: dict[str, tuple[Role, int]] = {}
    for role, headings in _HEADINGS.items():
        for rank, heading in enumerate(headings.split(",")):
            found.setdefault(folded(heading), (role, rank))
    return found


_PLACES = _table()


def role_of(heading: str) -> tuple[Role, int] | None:
    """The role of a column by its heading, and its rank in trust; None when the heading is not known."""
    return _PLACES.get(folded(heading))
