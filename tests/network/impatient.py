"""A receiving machine that waits a fraction of a second where a real one waits a minute: ``impatient.py FOLDER``."""

import json
import sys
from pathlib import Path

from sync.receiver.serving import Serving, serve


def main(folder: str) -> None:
    serving = Serving(Path(folder), "127.0.0.1", 0, idle=0.5, header_seconds=0.5)
    serve(serving, lambda port: print(json.dumps({"port": port}), flush=True))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
