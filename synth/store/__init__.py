"""The database of a review; nothing outside this package touches SQLite."""
