"""What a plan may fix in a definition: the kind of each parameter, for its checks and for the form."""

import dataclasses
from typing import Any, Literal

from desktop.models import code_lists
from desktop.models.fitting import day_of

LARGEST = 99
MOST_GROWTH = 1000


@dataclasses.dataclass(frozen=True)
class Parameter:
    """The kind of one parameter.

    Attributes:
        kind: ``codes`` some of ``options``, ``code`` one of them, ``whole`` a number from 1 to `LARGEST`, ``percent``
            a number, ``day`` a day in ISO, ``flag`` yes or no.
        code_list: Where the options and their words come from; the words of others are
            ``option.<parameter>.<code>`` in ``plans.json``.
        only: The options, where they are not the whole list.
    """

    kind: Literal["codes", "code", "whole", "percent", "day", "flag"]
    code_list: str = ""
    only: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """The codes to choose from."""
        return self.only or (code_lists.codes(self.code_list) if self.code_list else ())

    def wrong(self, value: Any) -> str:
        """The code of what is wrong with *value*; empty when it fits."""
        if self.kind == "codes":
            fits = isinstance(value, list) and value and all(one in self.options for one in value)
            return "" if fits and len(set(value)) == len(value) else "not_codes"
        if self.kind == "code":
            return "" if isinstance(value, str) and value in self.options else "not_option"
        if self.kind == "whole":
            return "" if type(value) is int and 1 <= value <= LARGEST else "not_small_whole"
        if self.kind == "percent":
            return "" if type(value) in (int, float) and abs(value) <= MOST_GROWTH else "not_percent"
        if self.kind == "day":
            return "" if day_of(value) is not None else "not_day"
        return "" if isinstance(value, bool) else "not_flag"


PARAMETERS: dict[str, Parameter] = {
    "by": Parameter("day"),
    "communes": Parameter("code", only=("all", "any")),
    "every": Parameter("code", only=("month", "quarter")),
    "groups": Parameter("codes", "staff_group"),
    "levels": Parameter(
        "codes",
        "audience_group",
        ("student_upper_secondary", "student_vocational", "student_college", "student_university"),
    ),
    "min_forms": Parameter("whole"),
    "min_per_quarter": Parameter("whole"),
    "outlet_levels": Parameter("codes", "outlet_level"),
    "programmes": Parameter("codes", "programme"),
    "team_kind": Parameter("code", "team_kind"),
    "upper": Parameter("percent"),
    "volunteer_team": Parameter("flag"),
}
