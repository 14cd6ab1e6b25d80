"""The home page says what is not sent, what is written, what was received and what is asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import activities, exchange
from desktop.ui.home.page import make
from desktop.ui.home.todo import TodoLine
from tests.ui.conftest import settle
from tests.ui.desks import joined_commune, shown


@pytest.fixture
def joined(receiving_desk: Any, tmp_path: Path) -> Iterator[Any]:
    desk = joined_commune(receiving_desk, tmp_path, "03388@2025")
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, joined: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(joined), make)


def again(qtbot: QtBot, page: Any) -> None:
    page.workplace.changed({"receipt"})
    settle(qtbot, page.workplace.tasks)


def outbox(page: Any) -> str:
    return f"{page.handed._outbox_sign.text()} {page.handed._outbox.text()}"


def todos(page: Any) -> str:
    return "\n".join(one.todo.text for one in page.todo.findChildren(TodoLine))


def test_green_comes_only_with_a_receipt(
    qtbot: QtBot, page: Any, joined: Any, receiving_desk: Any, tmp_path: Path
) -> None:
    waiting = exchange.outgoing(joined).records
    assert outbox(page) == f"→ {waiting} bản ghi chưa gửi; chưa ghi gói nào"
    exchange.export(joined, tmp_path)
    again(qtbot, page)
    assert outbox(page).endswith("gói số 1 ghi ngày 21/11/2025, chưa có biên nhận")
    exchange.receive(receiving_desk, list(tmp_path.glob("*.soxa")))
    exchange.write_receipts(receiving_desk, tmp_path)
    exchange.find_receipts(joined, [tmp_path])
    again(qtbot, page)
    assert outbox(page) == "✓ Nơi nhận đã nhận đủ, theo biên nhận ngày 21/11/2025"


def test_a_package_that_was_refused_and_a_question_are_things_to_do(
    qtbot: QtBot, page: Any, joined: Any, receiving_desk: Any, tmp_path: Path
) -> None:
    exchange.export(joined, tmp_path)
    exchange.receive(receiving_desk, list(tmp_path.glob("*.soxa")))
    record = activities.page(joined, "inspection").entries[0].id
    activities.delete(joined, "inspection", record)
    broken = exchange.export(joined, tmp_path)
    assert broken is not None
    broken.path.write_bytes(broken.path.read_bytes()[:-1])
    exchange.receive(receiving_desk, [broken.path])
    asked = activities.page(receiving_desk, "inspection").entries[-1].id
    exchange.ask(receiving_desk, "inspection", asked, "Đề nghị kiểm tra lại ngày.")
    exchange.write_receipts(receiving_desk, tmp_path)
    exchange.find_receipts(joined, [tmp_path])
    again(qtbot, page)
    assert outbox(page).startswith("! ")
    assert "không nhận được: gói hỏng hoặc chép chưa xong" in todos(page)
    assert "Đề nghị kiểm tra lại ngày." in todos(page)
    first = page.todo.findChildren(TodoLine)[0].todo
    assert (first.wanted.kind, first.wanted.record) == ("inspection", asked)


def test_a_register_that_has_not_joined_says_nothing_of_receipts(
    qtbot: QtBot, desk: Any, make_workplace: Any
) -> None:
    page = shown(qtbot, make_workplace(desk), make)
    assert not page.handed._outbox.isVisible()
