"""Coding: codebooks, the codings file, and suggestions that a person accepts or rejects."""
