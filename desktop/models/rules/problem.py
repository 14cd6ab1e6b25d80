"""One thing wrong with a record, and what the rules may ask of the store to find it."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, Protocol

from desktop.models.records import Kind


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing wrong.

    Attributes:
        field: Field name; ``audiences.2.female`` for a cell in the third row; empty for the whole record.
        code: Stable code; its sentence is ``problems.<code>``.
        params: What the sentence needs. Values that are field names end in ``_field``.
        severity: An error cannot be saved; a warning can, with a reason.
    """

    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    severity: Literal["error", "warning"] = "error"


class Context(Protocol):
    """What the rules need to know beyond the record itself."""

    @property
    def today(self) -> date:
        """The day the record is checked."""

    def values_of(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """The stored values of a live record; None when there is none."""

    def alike(self, kind: Kind, values: dict[str, Any]) -> tuple[str, str] | None:
        """The id and the caption of a likely duplicate nobody has called another record; None without one."""

    def unusual(self, kind: Kind, values: Mapping[str, Any], path: str, value: int) -> int | None:
        """The usual figure that *value* is far from, by the unit's own last twelve periods; None when it is not."""

    def before(self, kind: Kind, values: Mapping[str, Any], names: Sequence[str]) -> Sequence[Any] | None:
        """The values *names* of the unit's record before this one; None when there is none."""

    def is_own_code(self, code_list: str, code: str) -> bool:
        """Whether *code* stands for an entry that the unit added to *code_list* and has not deleted."""

    def is_ready_label(self, code_list: str, label: str) -> bool:
        """Whether a ready entry of *code_list* is called *label* in any language; marks and case do not matter."""

    def uses_in_other_lists(self, code_list: str) -> int:
        """How many records use the list's own entry that is checked, when it is kept in another list than this."""

    def reached_and_baseline(self, group: str, held_on: str) -> tuple[int, int] | None:
        """People of *group* reached in the reporting year besides this record, and the baseline; None without one."""

    def locked_period(self, day: str) -> tuple[int, str] | None:
        """Year and name of the shortest locked period that *day* (ISO) lies in; None when there is none."""

    def open_workers(self, day: str) -> int:
        """The workers of the unit's establishments open on *day* (ISO), as the register has them."""
