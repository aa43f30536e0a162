"""A schedule of failures: `429@2,500@3,truncate@4` fails the second, third and fourth request.

One fault is `KIND[:ARGUMENT]@N`, `@NxTIMES` or `@N+` (from then on). Requests are counted from 1 and a
failed one counts too.
"""

import re
from dataclasses import dataclass

KINDS = {
    "429": "per second limit; the argument is Retry-After (default 1)",
    "500": "an error page",
    "502": "an error page",
    "503": "search paused; the argument is Retry-After",
    "504": "the query took too long",
    "budget": "the budget of the day is used up; the argument is Retry-After",
    "slow": "waits; the argument is seconds (default 1)",
    "drip": "one byte at a time; the argument is seconds between two",
    "drop": "closes the connection without an answer",
    "cut": "closes the connection in the middle of the answer",
    "truncate": "the first half of the answer, with the length of that half",
    "html": "a web page with status 200",
    "shape": "JSON of another shape",
    "bomb": "an answer that unpacks to the argument in bytes",
    "redirect": "sends the client to another host",
    "partial": "a page of which the server says that it timed out",
    "total": "another total; the argument is added to it",
    "cursor": "the next cursor is the one that was sent",
    "duplicate": "the works of the first page again",
    "empty": "a page without works, with a next cursor",
    "refuse": "status 400",
    "echo": "all that was sent comes back as an error, key included; the argument is the status",
    "leak": "a good answer that repeats all that was sent, key included",
}
PATTERN = re.compile(r"(?P<kind>\w+)(?::(?P<argument>[^@]*))?@(?P<first>\d+)(?:x(?P<times>\d+)|(?P<on>\+))?")


@dataclass(frozen=True)
class Fault:
    """One kind of failure on requests `first` to `last`."""

    kind: str
    argument: str
    first: int
    last: float


def parse(spec):
    """Return the faults of a schedule; raise ValueError with the known kinds when it has a mistake."""
    faults = []
    for text in filter(None, (part.strip() for part in spec.split(","))):
        found = PATTERN.fullmatch(text)
        if not found or found["kind"] not in KINDS:
            known = "\n".join(f"  {kind}: {meaning}" for kind, meaning in KINDS.items())
            raise ValueError(f"{text!r} is not a fault. KIND[:ARGUMENT]@N[xTIMES|+], kinds:\n{known}")
        first = int(found["first"])
        last = float("inf") if found["on"] else first + int(found["times"] or 1) - 1
        faults.append(Fault(found["kind"], found["argument"] or "", first, last))
    return tuple(faults)


def due(faults, number):
    """Return the faults that request `number` meets."""
    return [fault for fault in faults if fault.first <= number <= fault.last]
