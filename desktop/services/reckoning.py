"""Baselines: which figure is the denominator of a group's reach, and of several the one that holds."""

from collections.abc import Iterable, Mapping
from typing import Any

BASELINE_OF = {
    "service_worker": "service_workers",
    "industrial_worker": "industrial_workers",
    "student_upper_secondary": "students_upper_secondary",
    "student_vocational": "students_vocational",
    "student_college": "students_college",
    "student_university": "students_university",
}
"""The audience groups whose reach has a denominator, and the baseline's figure for it."""


def baseline_giving(figure: str, baselines: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The latest of *baselines*, which hold ``id`` and ``as_of``, that gives *figure*; None when none does.

    Two baselines of one year are a likely mistake. The second corrects what it gives and takes nothing else away.
    """
    given = (one for one in baselines if one[figure] is not None)
    return max(given, key=lambda one: (str(one["as_of"] or ""), one["id"]), default=None)
