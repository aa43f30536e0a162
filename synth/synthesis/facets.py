"""What the dimensions of a codebook are to a synthesis, by their ids; other dimensions are left alone."""

from __future__ import annotations

ADVICES = ("recommendation", "advice")
"""Recommendations by what they recommend."""

SUBJECTS = ("determinant", "factor", "theme", "issue", *ADVICES)
"""What a passage can be about: a passage without one of these says nothing yet."""

ROWS = ("determinant", "theme", "issue")
"""The subjects that are broad enough to be rows of a table."""

OTHER_ROWS = ("theme", "issue")
"""Those beside determinants: not every study is asked about them."""

VIEWS = ("perspective", "stakeholder")
"""Whose view a passage gives."""

DESIGNS = ("family", "design", "maryland-level")
"""How a study was done."""

CONTEXTS = ("country", "sector", "level", "target-group", "evidence", *DESIGNS)
"""Where, for whom and how: a code of these on a passage without a subject holds for the whole work."""

STATEMENT, PRESENCE, APPLICATION = "statement", "presence", "application"
"""The kind of statement, whether what a passage speaks of is there, and whether it is applied."""
