"""Keep a store of this version for ever: ``python -m tests.migrations.keep_store``, once for each release.

A later program must open it, migrate it and find the same content.
"""

import datetime
import json
import shutil
from pathlib import Path

from desktop.models import migrating
from desktop.models.records import all_kinds
from desktop.services import activities, checker, sample
from desktop.services import desk as desks
from desktop.services.desk import COMMUNE
from desktop.services.plans import keeping

KEPT = Path(__file__).parent / "stores"
PASSPHRASE = "sổ giữ lại mãi mãi"


def main() -> None:
    """Write the store of the newest revision and what it holds beside it."""
    folder = KEPT / migrating.newest()
    shutil.rmtree(folder, ignore_errors=True)
    desk = desks.new(
        folder, PASSPHRASE, role=COMMUNE, unit="03388@2025", training=True,
        clock=lambda: datetime.datetime(2025, 11, 21, 9, 41),
    )  # fmt: skip
    sample.sample(desk, 2025, 25, 1)
    keeping.copy(desk, desk.settings.plans[0])
    held = {kind.name: activities.page(desk, kind.name).total for kind in all_kinds()}
    expected = {"state_hash": checker.state_hash(desk), "records": held, "plans": sorted(desk.plans.own)}
    desk.store.copy_to(folder / "copy.db")
    desk.close()
    for file in folder.glob("register.db*"):
        file.unlink()
    (folder / "copy.db").rename(folder / "register.db")
    (KEPT / f"{folder.name}.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
