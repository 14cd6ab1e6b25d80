"""A backup is one file, the encrypted register with its key slots, checked before it counts."""

import errno
import os
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.models import database, keys
from desktop.models.errors import Refusal
from desktop.models.files import cannot_write, discard
from desktop.models.store import Clock, check_database, open_store
from desktop.services import branching, handover, this_machine
from desktop.services.desk import Desk, open_desk

_MEMBERS = (keys.FILE_NAME, database.FILE_NAME)
_LARGEST = 4 * 1024**3
# What a damaged archive makes zipfile raise; RuntimeError is a bit that says "encrypted".
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def backup(desk: Desk, out: Path) -> Path:
    """Write a backup of the store to the new file *out*; it is opened by the store's own passphrase.

    Raises:
        Refusal: ``file_exists``, ``disk_full``, ``cannot_write``, ``store_damaged``.
    """
    if out.exists():
        raise Refusal("file_exists", path=str(out))
    part, copy = out.with_name(out.name + ".part"), out.with_name(out.name + ".db.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        desk.store.copy_to(copy)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(keys.FILE_NAME, desk.store.slots())
            archive.write(copy, database.FILE_NAME)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(out)
    except OSError as fault:
        raise cannot_write(out, fault) from fault
    finally:
        discard(copy)
        discard(part)
    handover.note_backup(desk)
    return out


def restore(
    file: Path,
    folder: Path,
    passphrase: str,
    *,
    clock: Clock = datetime.now,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Desk:
    """Make a store in *folder* from a backup and open it.

    What the lost store wrote after the backup is unknown, so the restored one goes on as a new site: no number
    is used twice for different content. Changes that had not been exported yet are stated again under it.

    Raises:
        Refusal: ``not_a_backup``, ``store_exists``, ``wrong_passphrase``, ``store_damaged``, ``store_newer`` ...
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal("store_exists", path=str(folder))
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        _unpack(file, part)
        if check_database(part / database.FILE_NAME, keys.open_slot(part, passphrase)):
            raise Refusal("not_a_backup", path=str(file))
        store = open_store(part, passphrase, clock)
        try:
            with store.write() as writer:
                branching.new_site(writer, random)
                this_machine.forget(writer.connection)
        finally:
            store.close()
        if folder.exists():
            folder.rmdir()
        part.replace(folder)
    except OSError as fault:
        raise cannot_write(folder, fault) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return open_desk(folder, passphrase, clock=clock)


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            found = {info.filename: info.file_size for info in archive.infolist()}
            if set(found) != set(_MEMBERS) or sum(found.values()) > _LARGEST:
                raise Refusal("not_a_backup", path=str(file))
            folder.mkdir(parents=True)
            for name in _MEMBERS:
                with archive.open(name) as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target)
    except (*_BROKEN, FileNotFoundError, IsADirectoryError) as fault:
        raise Refusal("not_a_backup", path=str(file)) from fault
    except OSError as fault:
        if fault.errno != errno.EINVAL:
            raise
        # A damaged directory points to a place before the file's beginning.
        raise Refusal("not_a_backup", path=str(file)) from fault
