"""Start: first paint of the built program beside a bare Qt window's, each as a process of its own."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = Path("dist/soxa/soxa.exe" if sys.platform == "win32" else "dist/soxa/soxa")
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
application = QApplication(sys.argv)
window = Window()
QLabel("Sổ Xã", window)
window.resize(1366, 768)
window.show()
application.exec()
"""
_TIMES = 9


def show() -> None:
    """Print the ratio of medians, the two in turn."""
    if not PROGRAM.exists():
        print("start: build first (bash task build)")
        return
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SOXA_TELL_FIRST_PAINT": "1"}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment["XDG_DATA_HOME"] = environment["LOCALAPPDATA"] = folder
        taken: dict[str, list[float]] = {"bare": [], "painted": [], "ready": []}
        for _ in range(_TIMES):
            taken["bare"].append(_until("painted", [sys.executable, "-c", BARE], environment))
            for word in ("painted", "ready"):
                taken[word].append(_until(word, [str(PROGRAM)], environment))
    bare, painted, ready = (1000 * sorted(times)[_TIMES // 2] for times in taken.values())
    print(f"first paint of the built program: {painted:.0f} ms, {painted / bare:.2f} of a bare Qt window's "
          f"{bare:.0f} ms (to reach: 1.3)")  # fmt: skip
    print(f"its first window ready for typing: {ready:.0f} ms, {ready / bare:.2f} of it")


def _until(word: str, command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if word in line:
                break
        taken = time.perf_counter() - began
        process.kill()
    return taken
