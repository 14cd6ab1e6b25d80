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
        bare, ours = [], []
        for _ in range(_TIMES):
            bare.append(_until_painted([sys.executable, "-c", BARE], environment))
            ours.append(_until_painted([str(PROGRAM)], environment))
    middle = _TIMES // 2
    ratio = sorted(ours)[middle] / sorted(bare)[middle]
    print(f"first paint of the built program: {1000 * sorted(ours)[middle]:.0f} ms, {ratio:.2f} of a bare Qt "
          f"window's {1000 * sorted(bare)[middle]:.0f} ms (to reach: 1.3)")  # fmt: skip


def _until_painted(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "painted" in line:
                break
        taken = time.perf_counter() - began
        process.kill()
    return taken
