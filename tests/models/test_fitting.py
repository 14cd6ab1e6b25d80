"""What plainly fits is what the rules have nothing to say about."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.fitting import plainly_fits
from desktop.models.records import Field, FieldType, all_kinds
from desktop.models.rules.one_field import CHECKS

TODAY = date(2025, 11, 5)
FIELDS = [
    field
    for kind in all_kinds()
    for top in kind.fields
    for field in (top, *top.rows)
    if field.type not in (FieldType.ROWS, FieldType.LINK, FieldType.LINKS)
]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**13), st.floats(), st.text(max_size=5), st.just("x" * 300),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat), st.just("2025-02-30"), st.just("under_18"),
    st.sampled_from(["talk", "spa", "yes", "own_" + "ab" * 16]), st.lists(st.just("law"), max_size=2),
)  # fmt: skip


@given(field=st.sampled_from(FIELDS), value=VALUES)
def test_what_plainly_fits_has_no_problem(field: Field, value: Any) -> None:
    context: Any = SimpleNamespace(today=TODAY, is_own_code=lambda *_: False)
    if value is not None and plainly_fits(field, value, TODAY):
        assert list(CHECKS[field.type](field, field.name, value, context)) == []
