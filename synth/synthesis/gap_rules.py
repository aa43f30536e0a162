"""The gap rules: each is one small function from the evidence to drafts of gaps.

A rule counts independent studies, never passages. What each looks for, its guard against false alarms,
its parameters and the literature it is drawn from stand in docs/gaps.md, which a test compares with RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from synth.synthesis import gap_rules_cells as cells
from synth.synthesis import gap_rules_said as said
from synth.synthesis import gap_rules_studies as studies
from synth.synthesis.gap_scene import KINDS, Draft, Kind, Scene

__all__ = ["KINDS", "LITERATURE", "RULES", "RULE_VERSION", "Draft", "Kind", "Scene"]

Rule = Callable[[Scene], Iterator[Draft]]
RULE_VERSION = "2"
_EMPTY = ("margin", "expected", "impossible")
RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {
    "void-cell": (cells.void_cell, (*_EMPTY, "phase_share")),
    "void-code": (cells.void_code, ("phase_share",)),
    "void-subject": (cells.void_subject, ("context_share",)),
    "void-cross": (cells.void_cross, ("crosses", *_EMPTY, "context_share")),
    "thin-code": (cells.thin_code, ("thin",)),
    "thin-subject": (cells.thin_subject, ("thin", "context_share")),
    "thin-cell": (cells.thin_cell, ("thin",)),
    "contradictory": (said.contradictory, ("each_side", "minority")),
    "missing-phase": (cells.missing_phase, ("phase_share", "thin", "impossible")),
    "absent-perspective": (cells.absent_perspective, ("perspective_share",)),
    "absent-perspective-cell": (cells.absent_perspective_cell, (*_EMPTY, "perspective_share")),
    "weak-design": (studies.weak, ("low_designs", "thin", "context_share")),
    "no-effect-study": (studies.no_effect_study, ("effect_designs", "thin", "context_share")),
    "outdated": (studies.outdated, ("outdated", "as_of", "turning_point", "thin")),
    "one-sided": (studies.one_sided, ("one_sided", "setting", "thin", "context_share")),
    "unused-evidence": (said.unused_evidence, ("known",)),
    "stated": (said.stated, ("stated",)),
}
"""Rule id to its function and the parameters it reads."""

_ROBINSON = "Robinson et al. 2011, 2013"
_VOID = (_ROBINSON, "Müller-Bloch & Kranz 2015", "Snilstveit et al. 2016")
LITERATURE: dict[str, tuple[str, ...]] = {
    "void-cell": _VOID,
    "void-code": _VOID,
    "void-subject": _VOID,
    "void-cross": _VOID,
    "thin-code": (_ROBINSON, "Snilstveit et al. 2016"),
    "thin-subject": (_ROBINSON, "Snilstveit et al. 2016"),
    "thin-cell": (_ROBINSON, "Snilstveit et al. 2016"),
    "contradictory": (_ROBINSON, "Müller-Bloch & Kranz 2015", "Miles 2017"),
    "missing-phase": (_ROBINSON, "Fleuren et al. 2014"),
    "absent-perspective": (_ROBINSON, "Miles 2017"),
    "absent-perspective-cell": (_ROBINSON, "Miles 2017"),
    "weak-design": (_ROBINSON, "Lewin et al. 2018"),
    "no-effect-study": (_ROBINSON, "Müller-Bloch & Kranz 2015", "Miles 2017"),
    "outdated": (_ROBINSON,),
    "one-sided": (_ROBINSON, "Miles 2017"),
    "unused-evidence": ("Müller-Bloch & Kranz 2015", "Miles 2017"),
    "stated": ("Nyanchoka et al. 2019",),
}
"""Rule id to the literature that it is drawn from, as listed in docs/gaps.md."""
