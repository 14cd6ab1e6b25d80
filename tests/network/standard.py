"""The reference server of the tus project, run by node."""

import shutil
import tarfile
from pathlib import Path

from tests.network.machine import Process

PUBLISHED = Path(__file__).parent / "tus_server"
_SCOPED = ("file-store", "server", "utils")


class StandardServer(Process):
    """``@tus/server`` with its file store in *folder*."""

    def __init__(self, program: Path, folder: Path, port: int = 0) -> None:
        node = shutil.which("node") or shutil.which("nodejs")
        assert node, "Node.js is needed: bash task test installs it"
        folder.mkdir(exist_ok=True)
        super().__init__([node, str(program), str(folder), str(port)])
        self.port = int(self.said["port"])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


def unpack(folder: Path) -> Path:
    """Lay the published packages out as node looks for them; the program to run."""
    for file in PUBLISHED.glob("*.tgz"):
        name = file.stem.rsplit("-", 1)[0]
        scoped = name.removeprefix("tus-")
        target = folder / "node_modules" / (f"@tus/{scoped}" if scoped in _SCOPED else name)
        with tarfile.open(file) as archive:
            archive.extractall(folder / "unpacked")  # noqa: S202 (lies in the tests)
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / "unpacked" / "package").rename(target)
    return Path(shutil.copy(PUBLISHED / "server.mjs", folder))
