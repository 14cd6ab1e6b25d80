"""Signs of personal data in free text: what a register that counts work must not hold.

A lint, not a filter: it warns and names the sign, a person takes it out. Decree 356/2025/NĐ-CP lists names,
numbers, dates of birth and addresses as basic personal data.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from desktop.models.records import Field, FieldType, Kind, kind_named

_GAP = r"[ .\-]?"
_CITIZEN_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){11}(?!\d)")
_PHONE = re.compile(rf"(?<![\d.])(?:\+?84|0){_GAP}[235789](?:{_GAP}\d){{8,9}}(?!\d)")
_BIRTH = re.compile(r"\bsinh (?:năm|ngày)\b|\bngày sinh\b|\bsn\.? ?(?:19|20)\d\d\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"\b(?:sđt|số điện thoại|cccd|cmnd|căn cước)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\bđịa chỉ\b|\bsố nhà\b|\btrú tại\b|\bthường trú\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")

_TITLES = frozenset("ông bà anh chị cô chú em cháu bác dì".split())
_SURNAMES = frozenset(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Lò Giàng Vàng Sùng Lù Mùa Thào "
    "Tẩn Chẻo Phùng Tao Vừ Hảng Cứ Quàng Cà Khoàng Lương".split()
)


def signs(text: str, *, prose: bool) -> Iterator[str]:
    """What *text* seems to hold: ``cccd``, ``phone``, ``birth``, ``address``, ``name``, each at most once.

    Args:
        text: NFC text.
        prose: Whether it is free prose. Names and addresses are looked for in prose only: schools, streets and
            houses of culture are named after people, and a venue is an address.
    """
    if _CITIZEN_NUMBER.search(text):
        yield "cccd"
    elif _PHONE.search(text) or _NUMBER_WORD.search(text):
        yield "phone"
    if _BIRTH.search(text):
        yield "birth"
    if prose and _ADDRESS.search(text):
        yield "address"
    if prose and _names_someone(text):
        yield "name"


def _names_someone(text: str) -> bool:
    # The middle word of many Hmong names is no acronym: Giàng A Páo.
    words = [match.group() for match in _WORD.finditer(text) if match.group() != "A"]
    for first, second in itertools.pairwise(words):
        if first.lower() in _TITLES and second[0].isupper() and not second.isupper():
            return True
        if first in _SURNAMES and second[0].isupper() and not second.isupper():
            return True
    return False


def texts(kind: Kind, values: Mapping[str, Any]) -> Iterator[tuple[str, Field, str]]:
    """Every text of a record: where it stands (``services.2.provider`` in a row), its field, and itself."""
    own, in_rows = _text_fields(kind.name)
    for field in own:
        value = values.get(field.name)
        if isinstance(value, str):
            yield field.name, field, value
    for name, cells in in_rows:
        for number, row in enumerate(values.get(name) or ()):
            for cell in cells:
                if isinstance(row.get(cell.name), str):
                    yield f"{name}.{number}.{cell.name}", cell, row[cell.name]


@functools.cache
def _text_fields(kind: str) -> tuple[tuple[Field, ...], tuple[tuple[str, tuple[Field, ...]], ...]]:
    """The fields of a kind that are text, and for each table in it the cells that are."""
    fields = kind_named(kind).fields
    in_rows = ((field.name, tuple(c for c in field.rows if c.type is FieldType.TEXT)) for field in fields)
    own = tuple(field for field in fields if field.type is FieldType.TEXT)
    return own, tuple((name, cells) for name, cells in in_rows if cells)
