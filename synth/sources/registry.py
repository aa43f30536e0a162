"""Which sources there are: the built-in ones and those that other packages register.

A package registers a source under the entry-point group `synth.sources`, in the same way as the built-in
ones; the module of a source is imported when it is asked for, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, cast

from synth.errors import UsageError
from synth.protocol import Endpoint
from synth.sources.closed import closed

if TYPE_CHECKING:
    from synth.sources.protocol import Source

GROUP = "synth.sources"

BUILT_IN = (
    EntryPoint("core", "synth.sources.core:Core", GROUP),
    EntryPoint("crossref", "synth.sources.crossref:CrossrefSource", GROUP),
    EntryPoint("datacite", "synth.sources.datacite:DataCite", GROUP),
    EntryPoint("dnb", "synth.sources.sru:DnbSource", GROUP),
    EntryPoint("doaj", "synth.sources.doaj:Doaj", GROUP),
    EntryPoint("eric", "synth.sources.eric:EricSource", GROUP),
    EntryPoint("europepmc", "synth.sources.europepmc:EuropePmcSource", GROUP),
    EntryPoint("k10plus", "synth.sources.sru:K10plusSource", GROUP),
    EntryPoint("kb", "synth.sources.sru:KbSource", GROUP),
    EntryPoint("openaire", "synth.sources.openaire:OpenAire", GROUP),
    EntryPoint("openalex", "synth.sources.openalex:OpenAlexSource", GROUP),
    EntryPoint("overheid", "synth.sources.open_overheid:OpenOverheidSource", GROUP),
    EntryPoint("pubmed", "synth.sources.pubmed:PubMedSource", GROUP),
    EntryPoint("repository-overheid", "synth.sources.sru:OfficialSource", GROUP),
    EntryPoint("semanticscholar", "synth.sources.semanticscholar:SemanticScholar", GROUP),
)
"""Known without an installation too, so that a clone works."""

CORPUS = "corpus"
"""The exported files of the review itself: every entry is read and verified, nothing is asked of anyone."""


NOWHERE = Endpoint(url="https://nowhere.example.org")
"""Stands for the server whose answers were stored; it is never asked."""


def names(found: Iterable[EntryPoint] | None = None) -> tuple[str, ...]:
    """Return the names of all sources in alphabetical order."""
    return tuple(sorted((CORPUS, *_known(found))))


def get(name: str, found: Iterable[EntryPoint] | None = None) -> Callable[..., Source]:
    """Return what makes the source called `name`; `found` replaces the installed entry points.

    Raises UsageError for an unknown name, and when two packages register one name.
    """
    known = _known(found)
    if name not in known:
        listed = ", ".join(f"`{one}`" for one in names(found))
        raise UsageError(f"There is no source `{name}`.", remedy=f"Known sources: {listed}.")
    try:
        return cast("Callable[..., Source]", known[name].load())
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"The source `{name}` cannot be loaded from {known[name].value}: {error}.",
            remedy="Upgrade or remove the package that brings it.",
        ) from error


def maker(name: str, endpoints: Mapping[str, Endpoint]) -> Callable[..., Source]:
    """Return what makes a source of a review: a known one, or `oai:NAME` or `sru:NAME` of its endpoints.

    Raises UsageError for an unknown name, which for a database that cannot be asked says what to do.
    """
    kind, named, own = name.partition(":")
    if not named:
        if (known := closed(name)) and name not in names():
            raise UsageError(f"`{name}` cannot be asked. {known}", remedy="Leave it out of the sources.")
        return get(name)
    if own not in endpoints:
        raise UsageError(
            f"The source `{name}` has no address.",
            remedy=f"Write it in review.yaml: `endpoints:`, below it `{own}:`, below that `url: https://…`.",
        )
    return _harvested(name, endpoints[own]) if kind == "oai" else _catalogue(name, endpoints[own])


def reader(name: str) -> Callable[..., Source]:
    """Return what makes a source that reads stored answers: a known one, or `oai` or `sru` of any server.

    A name may go on after an underscore, as folders of answers do (`sru_dnb`). Raises UsageError.
    """
    known = names()
    kind = name if name in known else name.partition("_")[0]
    if kind in known or kind not in ("oai", "sru"):
        return get(kind if kind in known else name)
    return maker(f"{kind}:any", {"any": NOWHERE})


def _harvested(name: str, endpoint: Endpoint) -> Callable[..., Source]:
    from synth.sources.oai import OaiSource

    return partial(OaiSource, name=name, url=endpoint.url, set_name=endpoint.set, prefix=endpoint.prefix)


def _catalogue(name: str, endpoint: Endpoint) -> Callable[..., Source]:
    from synth.sources.sru import SruSource
    from synth.sources.sru_profiles import general

    profile = general(name, endpoint.url, schema=endpoint.record_schema, version=endpoint.version)
    return partial(SruSource, profile=profile)


def _known(found: Iterable[EntryPoint] | None) -> dict[str, EntryPoint]:
    known: dict[str, EntryPoint] = {}
    for entry in (*BUILT_IN, *(entry_points(group=GROUP) if found is None else found)):
        other = known.setdefault(entry.name, entry)
        if other.value != entry.value:
            raise UsageError(
                f"Two packages register the source `{entry.name}`: {other.value} and {entry.value}.",
                remedy="Remove one of them.",
            )
    return known
