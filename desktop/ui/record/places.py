"""Which problems of a form show, where they show, and which one comes next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.models.rules import Problem
from desktop.ui.fields.form import Form
from desktop.ui.record.sentences import place_text, problem_text
from desktop.ui.record.side import SidePanel


class ProblemPlaces:
    """Marks the fields of *form* and lists the same in *side*.

    Attributes:
        problems: All of them, also those that do not show yet.
        show_all: Whether a field nobody has touched may be called empty.
    """

    def __init__(self, kind: str, form: Form, side: SidePanel, *, show_all: bool) -> None:
        self._kind = kind
        self._form = form
        self._side = side
        self._touched: set[str] = set()
        self.problems: tuple[Problem, ...] = ()
        self.show_all = show_all

    def touch(self, path: str) -> None:
        """A person changed the field at *path*."""
        self._touched.add(_field(path))

    def begin_anew(self) -> None:
        """The form is empty again and nothing in it was touched."""
        self._touched.clear()
        self.show_all = False

    def take(self, problems: Sequence[Problem]) -> None:
        """Show *problems* of the rules, and those of what cannot be read yet."""
        unreadable = self._form.unreadable()
        local = [Problem(name, code) for name, code in unreadable.items()]
        found = [*local, *(p for p in problems if p.field not in unreadable)]
        order = {name: place for place, name in enumerate(self._form.boxes)}
        # As they stand on the paper, which is the way Tab and F8 go.
        self.problems = tuple(
            sorted(found, key=lambda p: (order.get(_field(p.field), len(order)), _row(p.field)))
        )
        self.show()

    def show(self) -> None:
        """Mark the fields, their cells and the list at the side."""
        shown = [
            p for p in self.problems
            if self.show_all or p.code != "required" or _field(p.field) in self._touched
        ]  # fmt: skip
        for name, box in self._form.boxes.items():
            own = [p for p in shown if _field(p.field) == name]
            worst = "error" if any(p.severity == "error" for p in own) else "warning" if own else ""
            box.show_problem(self._words(own[0]) if own else "", worst)
            whole = [p for p in own if p.field == name]
            box.editor.set_problem(whole[0].severity if whole else "")
        for problem in shown:
            if "." in problem.field and (cell := self._form.editor(problem.field)) is not None:
                cell.set_problem(problem.severity)
        self._side.show_problems(shown)

    def _words(self, problem: Problem) -> str:
        """What is wrong, and below a table in which of its cells."""
        words = problem_text(self._kind, problem)
        return f"{place_text(self._kind, problem.field)}: {words}" if "." in problem.field else words

    def go_to(self, path: str) -> None:
        """Put the focus where a problem is."""
        editor = self._form.editor(path)
        if editor is not None:
            editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
            self._form.bring_into_sight(editor.focus_widget())

    def go_to_first_error(self) -> None:
        """Put the focus where the first error is."""
        path = next((p.field for p in self.problems if p.severity == "error" and p.field), "")
        if path:
            self.go_to(path)

    def walk(self, here: QWidget | None, step: int) -> bool:
        """Show all, and go to the problem *step* after the widget *here*, round the ends; whether there is one."""
        self.show_all = True
        self.show()
        order = self._form.tab_order()
        places = [(self._place(p.field, order), p.field) for p in self.problems if p.field]
        if not places:
            return False
        at = order.index(here) if here in order else (-1 if step > 0 else len(order))
        beyond = [path for place, path in places if (place - at) * step > 0]
        self.go_to((beyond or [path for _, path in places])[0 if step > 0 else -1])
        return True

    def _place(self, path: str, order: list[QWidget]) -> int:
        editor = self._form.editor(path)
        widget = editor.focus_widget() if editor is not None else None
        return order.index(widget) if widget in order else -1


def _field(path: str) -> str:
    return path.split(".", maxsplit=1)[0]


def _row(path: str) -> int:
    parts = path.split(".")
    return int(parts[1]) if len(parts) > 1 else -1
