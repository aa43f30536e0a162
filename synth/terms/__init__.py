"""Terms for a strategy, proposed from known works; nothing is ever added unasked."""

from __future__ import annotations
