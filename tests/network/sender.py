"""Sends one file and says how far it is, a line for each piece."""

import sys
from pathlib import Path

from sync.transport.address import parsed
from sync.transport.link import Link
from sync.transport.pace import Pace
from sync.transport.remembered import Remembered
from sync.transport.tus import Client


def main(name: str, url: str, fingerprint: str, token: str, path: str, rate: str) -> None:
    file, address = Path(name), parsed(url, fingerprint)
    client = Client(Link(address, token, Pace(int(rate))), path)
    place = client.send(file, Remembered(file.with_suffix(".place"), address.url), {}, _told)
    sys.stdout.write(f"there {place}\n")


def _told(done: int, _total: int) -> None:
    sys.stdout.write(f"{done}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
