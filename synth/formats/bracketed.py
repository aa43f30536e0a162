"""Lists as Python programs write them into a cell: `['a', 'b']`."""

from __future__ import annotations

import re

_LIST = re.compile(r"""\A\s*+\[(?:\s*+(?:'[^']*+'|"[^"]*+")\s*+,?)*+\s*+\]\s*+\Z""")
_ITEM = re.compile(r"""'([^']*)'|"([^"]*)\"""")


def items(text: str) -> list[str] | None:
    """Return the texts of a list in brackets; None for any other text, a list that was cut off for one."""
    return [one or other for one, other in _ITEM.findall(text)] if _LIST.match(text) else None
