"""A question to a record travels down with a receipt; the answer is a change and travels up with a package."""

from pathlib import Path
from typing import Any

import pytest

from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, exchange
from desktop.services.desk import Desk
from tests.conftest import COMMUNE
from tests.records import draft

ASKED = "Đề nghị kiểm tra lại số người làm việc."


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def place(joined: Desk, receiver: Desk, stick: Path) -> str:
    """A record that was received."""
    saved = activities.save(joined, draft("establishment", trade_name="Quán Hương Rừng")).id
    up(joined, receiver, stick)
    return saved


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def up(joined: Desk, receiver: Desk, stick: Path) -> None:
    exchange.export(joined, stick)
    exchange.receive(receiver, [stick])


def down(joined: Desk, receiver: Desk, stick: Path) -> None:
    exchange.write_receipts(receiver, stick)
    exchange.read_receipts(joined, [stick])


def states(desk: Desk) -> list[str]:
    return [one.state for one in exchange.questions(desk)]


def test_a_question_arrives_at_its_record(joined: Desk, receiver: Desk, stick: Path, place: str) -> None:
    asked = exchange.ask(receiver, "establishment", place, ASKED, field="workers")
    assert (asked.unit, asked.state) == (COMMUNE, "open")
    down(joined, receiver, stick)
    (arrived,) = exchange.questions(joined)
    assert arrived == asked
    assert arrived.caption.startswith("Quán Hương Rừng")
    assert exchange.outgoing(joined).questions == 1


def test_a_corrected_value_answers_and_closes_it_on_both_sides(
    joined: Desk, receiver: Desk, stick: Path, place: str
) -> None:
    exchange.ask(receiver, "establishment", place, ASKED, field="workers")
    down(joined, receiver, stick)
    activities.save(joined, Draft("establishment", {"workers": 16}, place))
    assert (states(joined), states(receiver)) == (["answered"], ["open"])
    up(joined, receiver, stick)
    assert states(receiver) == ["answered"]
    down(joined, receiver, stick)
    assert states(joined) == []


def test_that_a_value_is_right_is_a_change_too(joined: Desk, receiver: Desk, stick: Path, place: str) -> None:
    exchange.ask(receiver, "establishment", place, ASKED, field="workers")
    down(joined, receiver, stick)
    before = activities.get(joined, "establishment", place).record
    exchange.confirm(joined, exchange.questions(joined)[0].id)
    assert activities.get(joined, "establishment", place).record == before
    assert exchange.outgoing(joined).records == 1
    up(joined, receiver, stick)
    assert states(receiver) == ["answered"]
    assert activities.get(receiver, "establishment", place).conflicts == {}


def test_a_change_of_something_else_answers_nothing(
    joined: Desk, receiver: Desk, stick: Path, place: str
) -> None:
    exchange.ask(receiver, "establishment", place, ASKED, field="workers")
    down(joined, receiver, stick)
    activities.save(joined, Draft("establishment", {"hamlet": "Bản Mới"}, place))
    activities.save(receiver, Draft("establishment", {"workers": 3}, place))
    up(joined, receiver, stick)
    assert (states(joined), states(receiver)) == (["open"], ["open"])


def test_a_question_to_the_whole_record_is_answered_by_any_change(
    joined: Desk, receiver: Desk, stick: Path, place: str
) -> None:
    exchange.ask(receiver, "establishment", place, "Cơ sở này còn hoạt động không?")
    down(joined, receiver, stick)
    activities.delete(joined, "establishment", place)
    up(joined, receiver, stick)
    assert states(receiver) == ["answered"]


def test_a_change_that_was_received_before_the_question_does_not_answer_it(
    joined: Desk, receiver: Desk, stick: Path, place: str
) -> None:
    activities.save(joined, Draft("establishment", {"workers": 16}, place))
    up(joined, receiver, stick)
    exchange.ask(receiver, "establishment", place, ASKED, field="workers")
    down(joined, receiver, stick)
    assert (states(joined), states(receiver)) == (["open"], ["open"])


def test_a_question_taken_back_is_gone_with_the_next_receipt(
    joined: Desk, receiver: Desk, stick: Path, place: str
) -> None:
    asked = exchange.ask(receiver, "establishment", place, ASKED)
    down(joined, receiver, stick)
    exchange.withdraw(receiver, asked.id)
    assert states(receiver) == []
    down(joined, receiver, stick)
    assert states(joined) == []
    for unknown in (asked.id, "x", "0" * 32):
        with refused("no_question"):
            exchange.withdraw(receiver, unknown)
        with refused("no_question"):
            exchange.confirm(joined, unknown)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("   ", "question_empty"),
        ("x" * 1001, "question_too_long"),
        ("Ông Nguyễn Văn An có phải chủ cơ sở không?", "question_names_somebody"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(receiver: Desk, place: str, text: str, code: str) -> None:
    with refused(code):
        exchange.ask(receiver, "establishment", place, text)


def test_only_records_of_communes_and_fields_that_leave_are_asked_about(
    joined: Desk, receiver: Desk, place: str
) -> None:
    own = activities.save(receiver, draft("establishment", trade_name="Của tỉnh")).id
    for record in (own, "0" * 32, "không"):
        with refused("no_record"):
            exchange.ask(receiver, "establishment", record, ASKED)
    for field in ("note", "nothing"):
        with refused("unknown_field"):
            exchange.ask(receiver, "establishment", place, ASKED, field=field)
    with refused("not_receiving_desk"):
        exchange.ask(joined, "establishment", place, ASKED)
