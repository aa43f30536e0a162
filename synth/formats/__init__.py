"""Bibliographic file formats, read and written: bytes or text in, records and problems out."""
