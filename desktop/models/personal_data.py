"""Signs of personal data in free text: what a register that counts work must not hold.

A lint, not a filter: it warns and names the sign, a person takes it out. Decree 356/2025/NĐ-CP lists names,
numbers, dates of birth and addresses as basic personal data.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from desktop.models.records import Field, FieldType, Kind, kind_named

_GAP = r"[ .\-]?"
# Twelve digits at a stretch, unless they are money; or in groups of one sort, as they are read out from a card: there
# they begin with the code of a province, 001 to 096, which a list of figures or a day with its hour does not.
_CITIZEN_NUMBER = re.compile(
    r"(?<!\d)\d{12}(?!\d| ?(?:đ|đồng|vnđ|vnd)\b)"
    r"|(?<![\d.])(?=0\d\d)(?=(?:[ .\-]?\d){12}(?![ .\-]?\d))\d{3,6}(?:([ .\-])\d{2,6})(?:\1\d{2,6})*",
    re.IGNORECASE,
)
_PHONE = re.compile(
    # A day with its hour is no number: 05.11.2025 08.30.
    rf"(?<![\d.])(?!\d\d[.\-]\d\d?[.\-](?:19|20)\d\d\b)(?:\+?84|0){_GAP}[235789](?:{_GAP}\d){{8,9}}(?!\d)"
    r"|\(0\d{2,3}\)(?:[ .\-]?\d){7,8}(?!\d)"
)
_BIRTH = re.compile(r"\bsinh (?:năm|ngày)\b|\bngày sinh\b|\bs(?:n|\. ?n)\.? ?(?:19|20)\d\d\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"\b(?:sđt|số điện thoại|cccd|cmnd|căn cước)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\bđịa chỉ\b|\bsố nhà\b|\btrú tại\b|\bthường trú\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")

_TITLES = frozenset("ông bà anh chị cô chú em cháu bác dì".split())
# Of several people at once: trẻ em, chị em, anh em.
_ALL_OF_THEM = frozenset("trẻ chị anh".split())
# An office or a body, written large, behind a title: bà Chủ tịch, chị em Hội Phụ nữ, Bà Mẹ Việt Nam anh hùng.
_NO_NAMES = frozenset("hội trưởng phó chủ bí giám hiệu phụ mẹ".split())
# In a heading all words are large; these stand behind a title there: BÀ CON, ANH HÙNG, ÔNG NỘI.
_NO_NAMES_IN_CAPITALS = _NO_NAMES | frozenset("con hùng đỡ nội ngoại cụ".split())
_TITLES_IN_CAPITALS = frozenset("ÔNG BÀ ANH CHỊ".split())
_INITIAL = re.compile(
    r"(?<!trẻ )(?<!chị )(?<!anh )\b(?i:ông|bà|anh|chị|em|cô|chú|cháu|bác|dì) [A-ZĐ]\b(?!\.?\w)"
)
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
    if _INITIAL.search(text):
        return True
    # The middle word of many Hmong names is no acronym: Giàng A Páo.
    words = [match.group() for match in _WORD.finditer(text) if match.group() != "A"]
    for before, first, second in zip(["", *words], words, words[1:], strict=False):
        if before.lower() in _ALL_OF_THEM and first.lower() == "em":
            continue
        if second.isupper():
            named = first in _TITLES_IN_CAPITALS and second.lower() not in _NO_NAMES_IN_CAPITALS | _TITLES
            # Nguyễn Thị in capitals; an acronym stands behind no surname.
            if (named and len(second) > 1) or (second == "THỊ" and first.title() in _SURNAMES):
                return True
        elif second[0].isupper():
            if first.lower() in _TITLES and second.lower() not in _NO_NAMES:
                return True
            if first in _SURNAMES:
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
