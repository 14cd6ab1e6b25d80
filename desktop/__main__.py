"""``python -m desktop`` and ``soxa``: the window; with arguments, the command line."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_OPEN = "--store"
_CHECK = "--check"


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window (``[--store FOLDER]``), run a command or ``--check``, and give the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] == _OPEN and len(given) == 2):
        return _window(Path(given[1]) if given else None)
    if given == [_CHECK]:
        from desktop import self_check

        return self_check.main()
    from desktop import cli

    return cli.main(given)


def _window(folder: Path | None) -> int:
    if not has_screen():
        from desktop.services.words import Words

        sys.stderr.write(Words()("window", "no_screen") + "\n")
        return 1
    from desktop import start

    return start.main(folder=folder)


def has_screen() -> bool:
    """Whether a window can be shown; on Linux a display must be named."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    raise SystemExit(main())
