"""A receiving machine as it runs at an office: a process of its own, which can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sync.receiver.certificate import fingerprint_in, kept_certificate
from sync.receiver.serving import Serving, in_thread
from sync.transport.address import Address, parsed

ROOT = Path(__file__).parents[2]


class Process:
    """A process that says on its first line where it listens."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self._child = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = self._first()

    def _first(self) -> Any:
        assert self._child.stdout is not None
        text = ""
        for line in self._child.stdout:
            text += line
            try:
                return json.loads(text)
            except ValueError:
                continue
        raise AssertionError(text + self.stop())

    def kill(self) -> None:
        """As a power cut does."""
        self._child.send_signal(signal.SIGKILL)
        self._child.communicate()

    def stop(self) -> str:
        """As a person does; gives its log."""
        if self._child.poll() is None:
            self._child.terminate()
        return self._child.communicate(timeout=30)[1] or ""

    @property
    def running(self) -> bool:
        return self._child.poll() is None


class ReceivingMachine(Process):
    """``soxa serve`` on a folder, with TLS."""

    def __init__(self, folder: Path, *arguments: str, port: int = 0) -> None:
        command = [sys.executable, "-m", "desktop", "serve", str(folder), "--host", "127.0.0.1"]
        super().__init__([*command, "--port", str(port), "--format", "json", *arguments])
        self.port = int(self.said["port"])
        self.fingerprint = str(self.said["fingerprint"])

    @property
    def address(self) -> Address:
        scheme = "https" if self.fingerprint else "http"
        return parsed(f"{scheme}://127.0.0.1:{self.port}/", self.fingerprint)


class Within:
    """The same inside this process: it begins at once, and cannot be killed."""

    def __init__(self, folder: Path) -> None:
        certificate, key = kept_certificate(folder)
        self._stack = ExitStack()
        self.port = self._stack.enter_context(in_thread(Serving(folder, "127.0.0.1", 0, certificate, key)))
        self.fingerprint = fingerprint_in(certificate)
        self.address = parsed(f"https://127.0.0.1:{self.port}/", self.fingerprint)

    def stop(self) -> None:
        self._stack.close()


def until(wanted: Any, seconds: float = 30) -> Any:
    """What *wanted* gives once it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := wanted():
            return found
        time.sleep(0.01)
    raise AssertionError("it never came")
