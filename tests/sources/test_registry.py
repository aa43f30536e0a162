"""Which sources there are."""

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from synth.errors import UsageError
from synth.sources import registry
from synth.sources.crossref import CrossrefSource
from synth.sources.europepmc import EuropePmcSource
from synth.sources.openalex import OpenAlexSource


def entry(name, value):
    return EntryPoint(name, value, registry.GROUP)


def test_the_built_in_sources_are_found_by_name():
    assert registry.get("openalex") is OpenAlexSource
    assert registry.get("europepmc") is EuropePmcSource
    assert registry.get("crossref") is CrossrefSource
    assert {"corpus", "crossref", "europepmc", "openalex"} <= set(registry.names())


@pytest.mark.parametrize("name", [name for name in registry.names() if name != registry.CORPUS])
def test_every_source_is_made_without_arguments_and_says_what_it_is(name):
    source = registry.get(name)()
    assert source.name == name
    assert source.facts.cannot
    assert source.facts.documentation.startswith("https://")


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(UsageError, match="no source `scopus`") as caught:
        registry.get("scopus")
    assert all(f"`{name}`" in caught.value.remedy for name in registry.names())


def test_another_package_can_add_a_source():
    added = [entry("mine", "synth.sources.openalex:OpenAlexSource")]
    assert registry.get("mine", added) is OpenAlexSource
    assert "mine" in registry.names(added)


def test_two_sources_of_one_name_are_refused():
    with pytest.raises(UsageError, match="Two packages register the source `openalex`"):
        registry.get("corpus", [entry("openalex", "other.package:Source")])


@pytest.mark.parametrize("value", ["no_such_package:Source", "synth.sources.openalex:NoSuchSource"])
def test_a_source_that_cannot_be_loaded_says_which_package(value):
    with pytest.raises(UsageError, match="cannot be loaded"):
        registry.get("mine", [entry("mine", value)])


def test_the_list_of_sources_loads_no_client_library():
    code = (
        "import sys; from synth.sources import registry, protocol; registry.names(); "
        "print([m for m in ('pyalex', 'requests', 'httpx', 'stamina') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
