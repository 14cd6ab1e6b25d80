"""Where things lie, frozen or not: the only module that knows about the executable."""

import os
import sys
from pathlib import Path


def resources() -> Path:
    """The folder of plans, forms, code lists, units, fonts, icons and words."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) / "resources" if bundled else Path(__file__).parent.parent / "resources"


def user_data() -> Path:
    """The folder for stores, backups and logs of this user of the machine."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "SoXa"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "soxa"
