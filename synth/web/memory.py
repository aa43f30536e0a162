"""Memory given back to the system: a server lives for days, and its arrays come and go in many threads."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

OWN_BYTES = 131_072
"""From how many bytes on a piece of memory is given back as soon as it is free. It is what glibc begins with;
left to itself it raises that with what is freed, and what columns of works leave stays in its heaps."""

HEAPS = 2
"""Heaps that threads share; usual are eight for each processor, each with free places of its own."""

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""Names of what can be set (glibc, malloc.h)."""


def give_back() -> None:
    """Have what is freed given back to the system, where its library can be told so (glibc's `mallopt`)."""
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, OWN_BYTES)
        mallopt(M_ARENA_MAX, HEAPS)
