"""From a set of keywords to a structured synthesis and a typed list of knowledge gaps, reproducibly."""

from __future__ import annotations

__version__ = "0.1.0"
