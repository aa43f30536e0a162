"""Replication: which known works each strategy finds at each source, and why the others are missed."""

from __future__ import annotations
