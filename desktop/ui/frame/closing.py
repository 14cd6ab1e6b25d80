"""What the window says at its end and at its beginning: work that is still running, a post that is not set."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from desktop.ui import language
from desktop.ui.messages import WARNING
from desktop.ui.tasks import Task
from desktop.ui.workplace import Workplace


class Closing(QObject):
    """Lets *window* go when no work with a name runs; until then says what it waits for, and closes by itself."""

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._window = window
        self._running: list[Task] = []
        self._asked = False
        workplace.tasks.began.connect(self._on_began)
        workplace.tasks.ended.connect(self._on_ended)

    def may_close(self) -> bool:
        """Whether the window may go now; otherwise a message says why not, and what could be done."""
        if not self._running:
            return True
        self._asked = True
        task = self._running[0]
        say = language.say
        text = say("frame.closing", work=task.label)
        if task.cancellable:
            stop = say("frame.closing_stop")
            self._workplace.messages.tell(text, WARNING, action=stop, on_action=self.stop)
        else:
            self._workplace.messages.tell(text, WARNING)
        return False

    def stop(self) -> None:
        """Stop what can be stopped; the window closes when it has."""
        for task in self._running:
            task.cancel()

    def _on_began(self, task: Task) -> None:
        self._running.append(task)

    def _on_ended(self, task: Task) -> None:
        if task in self._running:
            self._running.remove(task)
        if self._asked and not self._running:
            # After whoever waits for the answer has had it.
            QTimer.singleShot(0, self._window.close)


def ask_for_post(workplace: Workplace, show_settings: Callable[[], object]) -> None:
    """Ask once for each register, without standing in the way, for the title of the post that is not set yet."""
    settings = workplace.desk.settings
    asked = f"asked_post/{settings.site}"
    if settings.post is None and not QSettings().value(asked):
        QSettings().setValue(asked, "yes")
        say = language.say
        workplace.messages.tell(
            say("settings.ask_post"), WARNING, action=say("settings.ask_post_action"), on_action=show_settings
        )
