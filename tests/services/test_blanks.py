"""Blank forms for paper: every field of every kind, in the order of the screen."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.models.records import Kind, all_kinds
from desktop.services import blanks, own_codes
from desktop.services import desk as desks
from desktop.services.words import Words

KINDS = [kind for kind in all_kinds() if not kind.derived]
SAY = Words("vi")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    made = desks.new(
        tmp_path_factory.mktemp("blanks") / "register", "mot cau de nho", role="commune", unit="03388@2025",
        training=True, clock=lambda: datetime.datetime(2025, 11, 21, 9, 41),
    )  # fmt: skip
    yield made
    made.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_stands_on_paper_in_the_order_of_the_screen(kind: Kind, tmp_path: Path) -> None:
    content = blanks.content(kind, "Ủy ban nhân dân phường Đoàn Kết")
    asked = [field["name"] for section in content["sections"] for field in section["fields"]]
    assert asked == [field.name for field in kind.fields if field.name != "reason"]
    blanks.pdf(kind.name, tmp_path / "b.pdf")
    text = squeezed(" ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "b.pdf").pages))
    place = 0
    for section in content["sections"]:
        place = text.index(squeezed(section["title"]), place)
        for field in section["fields"]:
            place = text.index(squeezed(field["label"]), place)
            for said in (*field.get("choices", ()), *field.get("columns", ()), *field.get("rows", ())):
                assert squeezed(said) in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_form_asks_who_somebody_is(kind: Kind) -> None:
    content = blanks.content(kind, "")
    labels = [field["label"].casefold() for section in content["sections"] for field in section["fields"]]
    assert not [one for one in labels if "họ tên" in one or "điện thoại" in one or "căn cước" in one]
    assert "Không ghi họ tên" in content["words"]["notice"]


def test_what_the_unit_added_to_a_list_can_be_ticked(desk: Any) -> None:
    code = next(field for kind in KINDS for field in kind.fields if field.code_list == "propaganda_form")
    assert code.code_list is not None
    own = own_codes.OwnCodes({"own_1": "Sân khấu hóa"}, {"propaganda_form": (("own_1", "Sân khấu hóa"),)})
    kind = next(kind for kind in KINDS if kind.name == "propaganda_session")
    fields = [one for section in blanks.content(kind, "", own)["sections"] for one in section["fields"]]
    assert "Sân khấu hóa" in next(one for one in fields if one["name"] == "form")["choices"]
    assert blanks.document(kind.name, desk).content["body"] == "Ủy ban nhân dân phường Đoàn Kết"


def test_a_table_has_a_row_for_each_code_or_room_to_write(tmp_path: Path) -> None:
    kind = next(kind for kind in KINDS if kind.name == "propaganda_session")
    fields = {
        one["name"]: one for section in blanks.content(kind, "")["sections"] for one in section["fields"]
    }
    groups = [SAY("codes", f"audience_group.{code}") for code in own_codes.NONE.codes("audience_group")]
    assert fields["audiences"]["rows"] == [*groups, ""]
    assert len(fields["audiences"]["columns"]) == 4


def test_paper_is_a4_and_pages_say_how_many_there_are(tmp_path: Path) -> None:
    blanks.pdf("propaganda_session", tmp_path / "b.pdf")
    pages = pypdf.PdfReader(tmp_path / "b.pdf").pages
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages} == {(595, 842)}
    assert [f"{n}/{len(pages)}" in page.extract_text() for n, page in enumerate(pages, start=1)] == [
        True
    ] * len(pages)
