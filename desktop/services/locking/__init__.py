"""Locking a period's figures, and the correction slips after it."""

from desktop.services.locking.late import Late
from desktop.services.locking.periods import Line, PeriodState, correct, is_draft, lock, state
from desktop.services.slips import Standing

__all__ = ["Late", "Line", "PeriodState", "Standing", "correct", "is_draft", "lock", "state"]
