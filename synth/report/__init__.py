"""Reports: one synthesis document in, one text out, in Dutch or English.

The document is what `synthesis.json` holds. Nothing is looked up elsewhere, so the same document gives
the same report, byte for byte.
"""

from synth.report.html import html
from synth.report.markdown import markdown

__all__ = ["html", "markdown"]
