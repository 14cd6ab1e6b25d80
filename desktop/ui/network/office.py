"""The receiving machine inside the window of a receiving desk, for an office with one PC."""

import contextlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.models.errors import Refusal
from desktop.services.desk import Desk
from desktop.ui.workplace import Workplace

_PORT = 8443


class Running:
    """A receiving machine that runs in a thread of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        from sync.receiver.certificate import kept_certificate
        from sync.receiver.serving import Serving, in_thread

        self._stack = contextlib.ExitStack()
        try:
            certificate, key = kept_certificate(folder)
            serving = Serving(folder, port=port, certificate=certificate, key=key)
            self.port = self._stack.enter_context(in_thread(serving))
        except OSError as fault:
            raise Refusal("port_taken", port=port, reason=fault.strerror or "") from fault

    def close(self) -> None:
        """Let it end."""
        self._stack.close()


class Office(QObject):
    """Starts and stops the receiving machine of this window; it ends with the window.

    Signals:
        changed: It runs, or runs no more.
    """

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self._running: Running | None = None
        workplace.office = self
        workplace.closing.connect(self.stop)

    @property
    def port(self) -> int | None:
        """The port it listens at; None while it does not run."""
        return self._running.port if self._running is not None else None

    def start(self, port: int = _PORT) -> None:
        """Begin to receive in the folder that was prepared."""
        if self._running is None:
            place = self._workplace
            place.tasks.run(begin, place.desk, port, done=self._on_begun)

    def stop(self) -> None:
        """Receive no more."""
        running, self._running = self._running, None
        if running is not None:
            running.close()
            self.changed.emit()

    def _on_begun(self, running: Running) -> None:
        self._running = running
        self.changed.emit()


def begin(desk: Desk, port: int) -> Running:
    """Start the receiving machine in the folder that was prepared, its roll brought up to date.

    Raises:
        Refusal: ``no_roll``, ``port_taken``.
    """
    from desktop.services.network import roll_calling

    folder = roll_calling.folder_of(desk)
    if folder is None or not roll_calling.call_again(desk):
        raise Refusal("no_roll", path=str(folder or ""))
    return Running(folder, port)


def standing(desk: Desk) -> tuple[str, str]:
    """The folder that was prepared, and the fingerprint of the certificate in it; empty for none."""
    from desktop.services.network import roll_calling

    folder = roll_calling.folder_of(desk)
    if folder is None:
        return "", ""
    from sync.receiver.certificate import CERTIFICATE, fingerprint_in

    with contextlib.suppress(OSError, ValueError):
        return str(folder), fingerprint_in(folder / CERTIFICATE)
    return str(folder), ""


def prepare(desk: Desk, folder: Path, url: str) -> Any:
    """Make *folder* ready."""
    from desktop.services.network import roll_calling

    return roll_calling.prepare(desk, folder, url)
