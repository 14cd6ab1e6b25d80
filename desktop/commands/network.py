"""Commands about the network: where to send, sending, fetching receipts, and the receiving machine itself."""

import contextlib
import dataclasses
import logging
import sys
from pathlib import Path
from typing import Any

from desktop import said
from desktop.commands.command import FORMAT, STORE, TO, Command
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models.errors import Refusal
from desktop.services.words import Words


def connect(options: Options, words: Words) -> None:
    """Show, set or test how the receiving machine is reached."""
    from desktop.services.network import carrying, connecting
    from sync.transport.address import shown_fingerprint

    with opened(options) as desk:
        if options.file is not None:
            connecting.take_address(desk, options.file)
        given = (options.address, options.fingerprint, options.on, options.kilobytes)
        if any(one is not None for one in given):
            connecting.change(
                desk,
                url=options.address,
                fingerprint=options.fingerprint,
                on=options.on,
                kilobytes=options.kilobytes,
            )
        found = connecting.connection(desk)
        tested = carrying.test(connecting.way(desk)) if options.test else None
    if options.format == "json":
        clock = tested.clock_off.total_seconds() if tested and tested.clock_off else None
        extra = {"reached": tested is not None, "clock_off_seconds": clock} if options.test else {}
        print_json({**dataclasses.asdict(found), **extra})
        return
    if not found.url:
        tell(words("network", "no_address"))
        return
    tell(words("network", "address", address=found.url))
    if found.fingerprint:
        tell(words("network", "fingerprint", fingerprint=shown_fingerprint(found.fingerprint)))
    tell(words("network", "on" if found.on else "off"))
    tell(words("network", "kilobytes" if found.kilobytes else "no_limit", count=found.kilobytes))
    if tested is not None:
        tell(words("network", "reached"))
        if tested.clock_off is not None:
            tell(words("network", "clock_off"))


def send(options: Options, words: Words) -> int:
    """Send what is new over the network, and fetch the receipt; 1 when a receipt was refused."""
    from desktop.services.network import connecting, rounds

    with opened(options) as desk:
        done = rounds.go(desk, connecting.way(desk))
    if options.format == "json":
        print_json({"sent": done.sent, "receipts": _receipts(words, done.receipts)})
    else:
        tell(
            words("network", "sent", packages=", ".join(map(str, done.sent)))
            if done.sent
            else words("network", "nothing_to_send")
        )
        _tell_receipts(words, done.receipts)
    return int(any(one.status == "refused" for one in done.receipts))


def fetch_receipts(options: Options, words: Words) -> int:
    """Fetch the receipt over the network and read it; 1 when it was refused."""
    from desktop.services.network import connecting, rounds

    with opened(options) as desk:
        found = rounds.fetch(desk, connecting.way(desk))
    if options.format == "json":
        print_json(_receipts(words, found))
    elif found:
        _tell_receipts(words, found)
    else:
        tell(words("network", "no_receipt"))
    return int(any(one.status == "refused" for one in found))


def prepare_receiving(options: Options, words: Words) -> None:
    """Make a folder ready for the receiving machine."""
    from desktop.services.network import roll_calling
    from sync.transport.address import shown_fingerprint

    with opened(options) as desk:
        made = roll_calling.prepare(desk, options.to, options.address or "", options.certificate)
    if options.format == "json":
        values = dataclasses.asdict(made)
        print_json(
            {name: str(value) if name in _PATHS and value else value for name, value in values.items()}
        )
        return
    tell(words("network", "prepared", path=made.folder, count=made.entries))
    tell(words("network", "fingerprint", fingerprint=shown_fingerprint(made.fingerprint)))
    if made.address is not None:
        tell(words("network", "address_file", path=made.address))


def serve(options: Options, words: Words) -> None:
    """Receive packages over the network until told to stop; needs no passphrase."""
    from sync.receiver.certificate import fingerprint_in, kept_certificate
    from sync.receiver.roll import RollFile
    from sync.receiver.serving import Serving, serve
    from sync.transport.address import shown_fingerprint

    if not options.folder.is_dir() or RollFile(options.folder).roll() is None:
        raise Refusal("no_roll", path=str(options.folder))
    certificate, key = options.certificate, options.key
    fingerprint = ""
    try:
        if not options.plain:
            if certificate is None or key is None:
                certificate, key = kept_certificate(options.folder)
            fingerprint = fingerprint_in(certificate)
    except (OSError, ValueError) as fault:
        raise Refusal("not_a_certificate", path=str(certificate)) from fault
    _log_to(sys.stderr)

    def begun(port: int) -> None:
        if options.format == "json":
            print_json({"port": port, "fingerprint": fingerprint})
        else:
            tell(words("network", "serving", port=port, path=options.folder))
            if fingerprint:
                tell(words("network", "fingerprint", fingerprint=shown_fingerprint(fingerprint)))
        sys.stdout.flush()

    host = options.host or ("127.0.0.1" if options.plain else "0.0.0.0")  # noqa: S104 (communes come from outside)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            serve(Serving(options.folder, host, options.port, certificate, key), begun)
    except OSError as fault:
        raise Refusal("port_taken", port=options.port, reason=fault.strerror or "") from fault


_PATHS = ("folder", "inbox", "address")


def _log_to(stream: Any) -> None:
    log = logging.getLogger("soxa.receiver")
    if not log.handlers:
        handler = logging.StreamHandler(stream)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


def _receipts(words: Words, reports: Any) -> list[dict[str, Any]]:
    return [{**dataclasses.asdict(one), "message": said.receipt(words, one)} for one in reports]


def _tell_receipts(words: Words, reports: Any) -> None:
    for one in reports:
        line = f"{one.receipt}: {said.receipt(words, one)}"
        if one.status == "refused":
            sys.stderr.write(f"{line}\n")
        else:
            tell(line)


COMMANDS = (
    Command(
        "connect",
        (
            STORE,
            (("file",), {"type": Path, "nargs": "?", "metavar": "FILE"}),
            (("--address",), {"metavar": "URL"}),
            (("--fingerprint",), {"metavar": "HEX"}),
            (("--kilobytes",), {"metavar": "N"}),
            (("--on",), {"action": "store_true", "default": None}),
            (("--off",), {"dest": "on", "action": "store_false", "default": None}),
            (("--test",), {"action": "store_true"}),
            FORMAT,
        ),
        connect,
    ),
    Command("send", (STORE, FORMAT), send),
    Command("fetch-receipts", (STORE, FORMAT), fetch_receipts),
    Command(
        "prepare-receiving",
        (
            STORE,
            TO,
            (("--address",), {"metavar": "URL"}),
            (("--certificate",), {"type": Path, "metavar": "FILE"}),
            FORMAT,
        ),
        prepare_receiving,
    ),
    Command(
        "serve",
        (
            (("folder",), {"type": Path, "metavar": "DIR"}),
            (("--host",), {"metavar": "HOST"}),
            (("--port",), {"type": int, "default": 8443, "metavar": "N"}),
            (("--certificate",), {"type": Path, "metavar": "FILE"}),
            (("--key",), {"type": Path, "metavar": "FILE"}),
            (("--plain",), {"action": "store_true"}),
            FORMAT,
        ),
        serve,
        opens_store=False,
    ),
)
