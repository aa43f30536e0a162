"""Building millions of values without the search for cycles among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave cyclic garbage alone meanwhile; afterwards it is collected as before.

    Python looks through everything that lives each time that has grown by a quarter, which takes a third of
    the time of a synthesis, a tenth of that of suggestions, and finds nothing: neither makes cycles. What was
    made counts as old then, and is not looked through at once. Of two threads in here at once the one that
    found the collector at work puts it back to work.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()
