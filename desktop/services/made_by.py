"""Which versions made a printed figure: of the form, and of what counts it."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.services import counts
from desktop.services.judgement import Indicator


def made_by(described: Mapping[str, Any], words: Mapping[str, str], targets: Sequence[Indicator] = ()) -> str:
    """The sentence below a table, ``Biểu mẫu bản 2; cách tính bản 1, riêng III.2 bản 2.``, in Vietnamese.

    Args:
        described: The form.
        words: The words of prints.
        targets: The targets on it; their versions are the plan's and the definition's, ``1.1``.
    """
    form = words["made_by"].format(version=described["version"])
    counted = list(_counted(described))
    if not counted and not targets:
        return f"{form}."
    placed = counted or [(one.target_id, one.version) for one in targets]
    ((usual, _),) = Counter(version for _, version in placed).most_common(1)
    said = words["made_by_counts" if counted else "made_by_targets"].format(version=usual)
    apart = sorted((version, place) for place, version in placed if version != usual)
    others = (
        words["made_by_apart"].format(places=", ".join(place for _, place in of_one), version=version)
        for version, of_one in itertools.groupby(apart, key=lambda one: one[0])
    )
    return "".join((form, said, *others, "."))


def _counted(described: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is counted on the form: where it stands, and the version of its count."""
    for group in described.get("groups", ()):
        for position, row in enumerate(group["rows"], start=1):
            place = f"{group['number']}.{position}"
            parts = ((f"{place}.{number}", part) for number, part in enumerate(row.get("rows", ()), start=1))
            for where, one in ((place, row), *parts):
                if one.get("count") is not None:
                    yield where, str(counts.count_of(one["count"]).version)
    for column in described["columns"]:
        if column.get("count"):
            yield column["title"], str(counts.count_of(column["count"]).version)
