"""The commands: what each takes and what it runs. Each reads its options, calls one service, prints the answer."""

from pathlib import Path

from desktop.commands import (
    answering,
    boards,
    deciding,
    enrolling,
    exchanging,
    figures,
    forms,
    handing,
    locking,
    network,
    outlines,
    plans,
    printing,
    registers,
    siblings,
    stores,
    taking,
    unlocking,
    workbooks,
)
from desktop.commands.command import FORMAT as _FORMAT
from desktop.commands.command import STORE as _STORE
from desktop.commands.command import TO as _TO
from desktop.commands.command import Command
from desktop.commands.shell import folder, place
from desktop.models.period import NAMES, PLAN
from desktop.models.records import all_kinds
from desktop.services import desk as desks
from desktop.services.bases import BASES

_OUT = (("--out",), {"type": Path, "required": True, "metavar": "FILE"})
_QUESTION = (("question",), {"metavar": "QUESTION"})
_DRY_RUN = (("--dry-run",), {"action": "store_true"})
_PLAN = (("--plan",), {"metavar": "PLAN"})
_FILE = (("file",), {"type": Path, "metavar": "FILE"})
_KIND = (("kind",), {"choices": [k.name for k in all_kinds() if not k.derived], "metavar": "KIND"})
_UNIT = (("--unit",), {"required": True, "metavar": "CODE"})
_WHEN = (
    (("--year",), {"type": int, "required": True}),
    (("--period",), {"choices": (*NAMES, PLAN), "default": "year", "metavar": "PERIOD"}),
)

COMMANDS = (
    Command(
        "new",
        (
            _STORE,
            (("--desk",), {"choices": [desks.COMMUNE, desks.RECEIVING], "required": True}),
            _UNIT,
            (("--units",), {"default": "2025", "metavar": "DATASET"}),
            _PLAN,
            (("--training",), {"action": "store_true"}),
        ),
        stores.new,
    ),
    Command(
        "invite",
        (
            _STORE,
            _UNIT,
            _OUT,
            (("--code",), {"action": "store_true"}),
            (("--days",), {"type": int, "metavar": "DAYS"}),
            (("--replaces",), {"metavar": "SITE"}),
        ),
        enrolling.invite,
    ),
    Command("join", (_STORE, _FILE, (("--code",), {"metavar": "CODE"})), enrolling.join),
    Command("keys", (_STORE, (("--compared",), {"action": "store_true"}), _FORMAT), enrolling.keys),
    Command(
        "invitations",
        (
            (("action",), {"choices": enrolling.INVITATION_ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("invitation",), {"nargs": "?", "metavar": "INVITATION"}),
            _FORMAT,
        ),
        enrolling.invitations,
    ),
    Command(
        "machines",
        (
            (("action",), {"choices": enrolling.MACHINE_ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("site",), {"nargs": "?", "metavar": "SITE"}),
            (("--unit",), {"metavar": "CODE"}),
            (("--name",), {"metavar": "TEXT"}),
            (("--by",), {"metavar": "SITE"}),
            (("--why",), {"metavar": "WHY"}),
            (("--because",), {"default": "", "metavar": "TEXT"}),
            _FORMAT,
        ),
        enrolling.machines,
    ),
    Command(
        "template",
        (_KIND, _OUT, (("--of",), {"dest": "store", "type": place, "metavar": "STORE"})),
        workbooks.template,
    ),
    Command(
        "blank",
        (_KIND, _OUT, (("--of",), {"dest": "store", "type": place, "metavar": "STORE"})),
        workbooks.blank,
    ),
    Command(
        "import",
        (
            _STORE,
            _FILE,
            (("--kind",), {"choices": [k.name for k in all_kinds() if not k.derived], "metavar": "KIND"}),
            (("--sheet",), {"metavar": "NAME"}),
            (("--column",), {"action": "append", "metavar": "C=CODE"}),
            (("--set",), {"action": "append", "metavar": "CODE=VALUE"}),
            (("--word",), {"action": "append", "metavar": "LIST:WORD=CODE"}),
            (("--reason",), {"metavar": "TEXT"}),
            (("--refused",), {"type": Path, "metavar": "FILE"}),
            _DRY_RUN,
            _FORMAT,
        ),
        workbooks.import_,
    ),
    Command(
        "list",
        (_STORE, (("kind",), {"choices": [k.name for k in all_kinds()], "metavar": "KIND"}), _FORMAT),
        registers.list_,
    ),
    Command("history", (_STORE, _KIND, (("id",), {"metavar": "ID"}), _FORMAT), registers.history),
    Command(
        "sample",
        (
            _STORE,
            (("--year",), {"type": int, "required": True}),
            (("--records",), {"type": int, "default": 300}),
            (("--seed",), {"type": int, "default": 1}),
        ),
        registers.sample,
    ),
    Command("indicators", (_STORE, *_WHEN, _PLAN, _FORMAT), figures.indicators),
    Command(
        "explain",
        (_STORE, (("indicator",), {"metavar": "INDICATOR"}), *_WHEN, _PLAN, _FORMAT),
        figures.explain,
    ),
    Command("period", (_STORE, *_WHEN, _FORMAT), locking.period),
    Command("lock", (_STORE, *_WHEN, _FORMAT), locking.lock),
    Command(
        "correct",
        (_STORE, *_WHEN, (("--because",), {"required": True, "metavar": "TEXT"}), _FORMAT),
        locking.correct,
    ),
    Command("summary", (_STORE, *_WHEN, _OUT), figures.summary),
    Command(
        "prints",
        (
            (("action",), {"choices": printing.ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("number",), {"type": int, "nargs": "?", "metavar": "NUMBER"}),
            (("--out",), {"type": Path, "metavar": "FILE.pdf"}),
            _FORMAT,
        ),
        printing.prints,
    ),
    Command(
        "report",
        (
            _STORE,
            *_WHEN,
            _OUT,
            (("--reason",), {"metavar": "TEXT"}),
            (("--part",), {"metavar": "body|N"}),
            (("--signed-at",), {"metavar": "MOMENT"}),
        ),
        figures.report,
    ),
    Command(
        "export",
        (
            _STORE,
            _TO,
            (("--full",), {"action": "store_true"}),
            (("--again",), {"action": "store_true"}),
        ),
        exchanging.export,
    ),
    Command(
        "receive",
        (
            _STORE,
            (("packages",), {"type": Path, "nargs": "+", "metavar": "PACKAGE|DIR"}),
            (("--receipts-to",), {"type": Path, "metavar": "DIR"}),
            (("--no-receipts",), {"action": "store_true"}),
            _DRY_RUN,
            _FORMAT,
        ),
        exchanging.receive,
    ),
    *taking.COMMANDS,
    *boards.COMMANDS,
    Command(
        "write-receipts", (_STORE, _TO, (("--unit",), {"metavar": "CODE"}), _FORMAT), answering.write_receipts
    ),
    Command(
        "read-receipts",
        (_STORE, (("receipts",), {"type": Path, "nargs": "+", "metavar": "RECEIPT|DIR"}), _FORMAT),
        answering.read_receipts,
    ),
    Command(
        "hand-down",
        (
            (("action",), {"choices": handing.ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("names",), {"nargs": "*", "metavar": "KIND/NAME"}),
            _FORMAT,
        ),
        handing.hand_down,
    ),
    *network.COMMANDS,
    Command(
        "units",
        (
            (("action",), {"choices": handing.UNIT_ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("file",), {"type": Path, "nargs": "?", "metavar": "FILE"}),
            _FORMAT,
        ),
        handing.unit_lists,
    ),
    Command("outbox", (_STORE, _FORMAT), answering.outbox),
    Command("questions", (_STORE, (("--unit",), {"metavar": "CODE"}), _FORMAT), answering.questions),
    Command(
        "ask",
        (
            _STORE,
            _KIND,
            (("id",), {"metavar": "ID"}),
            (("--text",), {"required": True, "metavar": "TEXT"}),
            (("--field",), {"default": "", "metavar": "FIELD"}),
        ),
        answering.ask,
    ),
    Command("confirm", (_STORE, _QUESTION), answering.confirm),
    Command("withdraw", (_STORE, _QUESTION), answering.withdraw),
    Command(
        "conflicts",
        (
            (("action",), {"choices": deciding.ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("--kind",), {"metavar": "KIND"}),
            (("--unit",), {"metavar": "CODE"}),
            (("--field",), {"metavar": "FIELD"}),
            (("--id",), {"metavar": "ID"}),
            (("--keep",), {"metavar": "RULE|N|MACHINE"}),
            (("--value",), {"metavar": "JSON"}),
            _DRY_RUN,
            _FORMAT,
        ),
        deciding.conflicts,
    ),
    Command(
        "siblings",
        (
            (("action",), {"choices": siblings.ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("introduction",), {"type": Path, "nargs": "?", "metavar": "FILE"}),
            (("--to",), {"type": Path, "metavar": "DIR"}),
            (("--fingerprint",), {"default": "", "metavar": "DIGITS"}),
            _FORMAT,
        ),
        siblings.siblings,
    ),
    Command("doubts", (_STORE, (("--unit",), {"metavar": "CODE"}), _FORMAT), exchanging.doubts),
    Command(
        "rollup",
        (
            _STORE,
            *_WHEN,
            _PLAN,
            (("--basis",), {"choices": BASES, "default": "now", "metavar": "BASIS"}),
            _FORMAT,
            (("--out",), {"type": Path, "metavar": "FILE.xlsx"}),
        ),
        figures.rollup,
    ),
    Command("ranking", (_STORE, *_WHEN, _PLAN, _FORMAT), figures.ranking),
    Command(
        "enter",
        (
            _STORE,
            (("target",), {"metavar": "TARGET"}),
            *_WHEN,
            _PLAN,
            (("--numerator",), {"type": int, "metavar": "N"}),
            (("--denominator",), {"type": int, "metavar": "N"}),
            (("--source",), {"default": "", "metavar": "TEXT"}),
            (("--take-out",), {"action": "store_true"}),
            _FORMAT,
        ),
        figures.enter,
    ),
    Command(
        "plan",
        (
            (("action",), {"choices": plans.ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("what",), {"type": Path, "nargs": "*", "metavar": "FILE|PLAN"}),
            (("--from",), {"dest": "since", "metavar": "DAY"}),
            (("--out",), {"type": Path, "metavar": "FILE"}),
            _FORMAT,
        ),
        plans.plan,
    ),
    Command(
        "form",
        (
            (("action",), {"choices": forms.ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("form",), {"type": Path, "nargs": "?", "metavar": "FILE|FORM"}),
            (("--year",), {"type": int}),
            (("--period",), {"choices": (*NAMES, PLAN), "default": "year", "metavar": "PERIOD"}),
            (("--line",), {"metavar": "LINE"}),
            (("--column",), {"choices": forms.COLUMNS, "default": "now", "metavar": "COLUMN"}),
            (("--out",), {"type": Path, "metavar": "FILE"}),
            (("--json",), {"dest": "format", "action": "store_const", "const": "json"}),
            _FORMAT,
        ),
        forms.form,
    ),
    Command(
        "outline",
        (
            (("action",), {"choices": outlines.ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("file",), {"type": Path, "nargs": "?", "metavar": "FILE"}),
            (("--out",), {"type": Path, "metavar": "FILE"}),
        ),
        outlines.outline,
    ),
    Command("due", (_STORE, _FORMAT), registers.due),
    Command(
        "settings",
        (_STORE, (("assignments",), {"nargs": "*", "metavar": "NAME=VALUE"}), _FORMAT),
        stores.settings,
    ),
    Command(
        "letterhead",
        (_STORE, (("assignments",), {"nargs": "*", "metavar": "NAME=VALUE"}), _FORMAT),
        stores.letterhead,
    ),
    Command("verify", (_STORE, _FORMAT), stores.verify),
    Command("backup", (_STORE, _OUT), stores.backup),
    Command("restore", (_FILE, (("store",), {"type": folder, "metavar": "STORE"})), stores.restore),
    Command(
        "move-store",
        (_STORE, (("--to",), {"type": place, "required": True, "metavar": "PLACE"}), _FORMAT),
        stores.move_store,
    ),
    Command(
        "passphrase",
        (_STORE, (("--new",), {"type": Path, "required": True, "metavar": "FILE"})),
        unlocking.change_passphrase,
    ),
    Command("machine", (_STORE, (("--answer",), {"metavar": "ANSWER"}), _FORMAT), stores.machine),
    Command("recovery-sheet", (_STORE, _OUT), unlocking.recovery_sheet),
    Command(
        "handover",
        (
            (("action",), {"choices": unlocking.HANDOVER_ACTIONS, "metavar": "ACTION"}),
            _STORE,
            (("--post",), {"default": "", "metavar": "TEXT"}),
            _FORMAT,
        ),
        unlocking.hand_over,
    ),
)
