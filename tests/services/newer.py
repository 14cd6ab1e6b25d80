"""A program of a year later: this one with a kind, fields, cells and codes more, run as a process of its own.

What it knows besides: the kind ``hotline_call``; ``propaganda_session.guests`` and the cell ``disabled`` of its
audiences; the topic ``digital_safety``. It has the topic ``stigma`` no more, and takes ``materials`` without a
quantity.
"""

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from desktop.services.exchange.schema import REVISION

ROOT = Path(__file__).parents[2]

_REQUIRED, _FREE = "quantity: int | None = count(required=True)", "quantity: int | None = count()"
_KIND = '''

@kind("hotline_call", dated_by="called_on", columns=("called_on", "calls"), caption=("called_on",))
@dataclasses.dataclass(frozen=True, kw_only=True)
class HotlineCall(Record):
    """Calls to the hotline."""

    called_on: date | None = day(required=True, section="when_where")
    calls: int | None = count(section="content")
'''

_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{before}"


def upgrade():
    op.add_column("propaganda_session", sa.Column("guests", sa.Integer()))
    op.create_table(
        "hotline_call",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("conflicts", sa.Text()),
        sa.Column("deleted", sa.Boolean(name="deleted"), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("called_on", sa.Text()),
        sa.Column("calls", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_hotline_call"),
    )
"""

_BEGIN = """
import datetime, json, pathlib, sys
from desktop.models import keys
keys.MEMORY_KIB, keys.PASSES = 1024, 1
from desktop.models.entry import Draft
from desktop.services import activities, checker, exchange
from desktop.services import desk as desks
given = json.loads(sys.argv[1])
clock = lambda: datetime.datetime(2026, 11, 21, 9, 41)
said = {}
"""


class NewerProgram:
    """The program of a year later, its files in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("desktop", "sync", "resources"):
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "ui", "fonts")
            )
        outreach = folder / "desktop" / "models" / "records" / "outreach.py"
        text = outreach.read_text(encoding="utf-8")
        text = text.replace(
            "    first_time: int | None = count()\n",
            "    first_time: int | None = count()\n    disabled: int | None = count()\n",
        ).replace(
            '    audiences: tuple[Audience, ...] = rows(Audience, section="audience")\n',
            '    guests: int | None = count(section="audience")\n'
            '    audiences: tuple[Audience, ...] = rows(Audience, section="audience")\n',
        )
        outreach.write_text((text + _KIND).replace(_REQUIRED, _FREE), encoding="utf-8")
        schema = folder / "desktop" / "services" / "exchange" / "schema.py"
        known = schema.read_text(encoding="utf-8")
        schema.write_text(
            known.replace(
                f'NAME, REVISION = "soxa-records", {REVISION}', 'NAME, REVISION = "soxa-records", 9000'
            ),
            encoding="utf-8",
        )
        topics = folder / "resources" / "code_lists" / "topic.json"
        listed = json.loads(topics.read_text(encoding="utf-8"))
        listed["codes"] = [one for one in listed["codes"] if one != "stigma"] + ["digital_safety"]
        topics.write_text(json.dumps(listed), encoding="utf-8")
        versions = folder / "desktop" / "models" / "migrations" / "versions"
        before = max(file.name[:4] for file in versions.glob("[0-9]*.py"))
        (versions / "9000_newer.py").write_text(_MIGRATION.format(before=before), encoding="utf-8")

    def run(self, script: str, **given: Any) -> dict[str, Any]:
        """What *script* puts into ``said``; it finds *given*, and the services imported."""
        done = subprocess.run(
            [sys.executable, "-c", _BEGIN + textwrap.dedent(script) + "\nprint(json.dumps(said))", json.dumps(given)],
            cwd=self._folder, env={**os.environ, "PYTHONPATH": str(self._folder)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found
