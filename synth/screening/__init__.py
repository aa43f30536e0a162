"""Screening: decisions by people on works, as a file that two people can merge."""
