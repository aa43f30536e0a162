import pytest

from synth.sources.fetching import Ended, fetch
from synth.sources.keeping import Memory
from synth.sources.openalex import OpenAlexSource
from synth.sources.pacing import Patience
from synth.sources.transport import Limits
from tests.sources.made import strategy, works
from tests.standin.server import StandIn

QUICK = Patience(
    attempts=4, first_wait=0.01, longest_wait=0.02, retry_after=0.02, deadline=60.0, per_second=0
)


def limits_for(faults):
    """Limits that no answer meets, however busy the machine is; short ones where an answer is to be slow."""
    return Limits(seconds=10.0, silence=2.0) if "slow" in faults else Limits(seconds=60.0, silence=30.0)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    monkeypatch.delenv("OPENALEX_API_KEY", raising=False)
    monkeypatch.delenv("SYNTH_OPENALEX_URL", raising=False)


class Run:
    """One search against a stand-in, with the source that `make` makes: what came, what was reported."""

    def __init__(self, api, plan, make=OpenAlexSource, **options):
        self.api, self.events, self.pages = api, [], []
        self.source = make(url=api.url, **options)
        self.translation = self.source.translate(plan)

    def fetch(self, patience=QUICK, before=()):
        """Fetch what is still to come after the pages `before`."""
        keeper = Memory(before)
        try:
            fetch(self.source, self.translation, keeper, on_event=self.events.append, patience=patience)
        finally:
            self.pages = keeper.pages[len(before) :]
        return self

    @property
    def ids(self):
        return [one for page in self.pages for one in page.ids]

    @property
    def ended(self):
        return [event for event in self.events if isinstance(event, Ended)]

    def seen(self, kind):
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def against():
    """Return a function that starts a stand-in over 250 works and a run against it."""
    started = []

    def start(faults="", *, made=None, plan=None, server=None, **options):
        api = StandIn(works(250) if made is None else made, faults=faults, **(server or {})).__enter__()
        started.append(api)
        limits = options.pop("limits", limits_for(faults))
        return Run(api, plan or strategy("title:implementatie"), limits=limits, **options)

    yield start
    for api in started:
        api.__exit__()
