"""Work off the window's thread."""

import threading
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.models.errors import Refusal
from desktop.services.progress import Progress
from desktop.ui import style
from desktop.ui.clearing import ClearingUp
from desktop.ui.messages import MessageStrip, WorkStrip
from desktop.ui.tasks import Task, Tasks
from tests.ui.conftest import settle


class Receiver(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.refusals: list[Refusal] = []
        self.threads: list[int] = []

    def take(self, answer: Any) -> None:
        self.answers.append(answer)
        self.threads.append(threading.get_ident())

    def refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)


def refuse() -> None:
    raise Refusal("no_plan")


def count(progress: Progress) -> str:
    for number in range(1_000_000):
        progress(number, 1_000_000)
    return "all"


def test_work_runs_elsewhere_and_answers_here(qtbot: QtBot) -> None:
    tasks, receiver = Tasks(), Receiver()
    qtbot.addWidget(receiver)
    tasks.run(threading.get_ident, done=receiver.take)
    settle(qtbot, tasks)
    assert receiver.answers != [threading.get_ident()]
    assert receiver.threads == [threading.get_ident()]
    tasks.close()


def test_only_the_latest_answer_of_a_search_arrives(qtbot: QtBot) -> None:
    tasks, receiver = Tasks(), Receiver()
    qtbot.addWidget(receiver)
    for number in range(5):
        tasks.run(str, number, done=receiver.take, latest="search")
    settle(qtbot, tasks)
    assert receiver.answers == ["4"]
    tasks.close()


def test_a_refusal_nobody_takes_becomes_a_message(qtbot: QtBot) -> None:
    tasks, strip = Tasks(), MessageStrip()
    qtbot.addWidget(strip)
    tasks.refused.connect(strip.refuse)
    tasks.run(refuse)
    settle(qtbot, tasks)
    assert "kế hoạch" in strip.text
    tasks.close()


def test_a_bug_reaches_the_hook(qtbot: QtBot) -> None:
    tasks = Tasks()
    with capture_exceptions() as caught:
        tasks.run(int, "x")
        settle(qtbot, tasks)
    assert [kind for kind, _, _ in caught] == [ValueError]
    tasks.close()


def test_an_answer_for_a_page_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    import shiboken6

    tasks, receiver = Tasks(), Receiver()
    tasks.run(str, 1, done=receiver.take)
    shiboken6.delete(receiver)
    settle(qtbot, tasks)
    assert receiver.answers == []
    tasks.close()


def test_long_work_can_be_stopped(qtbot: QtBot) -> None:
    tasks, receiver = Tasks(), Receiver()
    strip = WorkStrip(tasks)
    qtbot.addWidget(receiver)
    qtbot.addWidget(strip)
    tasks.run(count, done=receiver.take, label="Đang đếm", progress=True)
    qtbot.waitUntil(lambda: not strip.isHidden())
    strip._cancel.click()
    settle(qtbot, tasks)
    assert receiver.answers == []
    assert strip.isHidden()
    tasks.close()


def test_a_task_says_whether_it_was_stopped() -> None:
    task = Task("", None, None, cancellable=True)
    assert not task.cancelled
    task.cancel()
    assert task.cancelled
    assert isinstance(QObject(), QObject)


def test_words_take_the_colour_of_the_message_they_are(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show()
    seen = []
    for kind in ("ok", "warning", "problem", "ok"):
        strip.tell("Đã lưu", kind)
        seen.append(strip._text.palette().windowText().color().name())
    wanted = [style.colour(name).name() for name in ("green", "amber", "red", "green")]
    assert seen == wanted


class Ring:
    """Something only the search for rings ends; it notes in which thread."""

    def __init__(self, ended: list[int]) -> None:
        self.itself = self
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def test_what_nobody_holds_never_ends_in_the_worker(qtbot: QtBot) -> None:
    tasks, clearing = Tasks(), ClearingUp()
    ended: list[int] = []
    Ring(ended)
    made: list[list[list[int]]] = []
    tasks.run(lambda: made.append([[number] for number in range(100_000)]))
    settle(qtbot, tasks)
    assert ended == []
    clearing.clear()
    assert ended == [threading.get_ident()]
    clearing.stop()
    tasks.close()
