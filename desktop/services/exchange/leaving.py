"""What of a change may leave the commune."""

from typing import Any

import msgspec

from desktop.models.records import kind_named, known
from desktop.models.writer import LoggedChange
from desktop.services.folding_log import to_change
from sync.changes import Change


def leaving(logged: LoggedChange) -> Change:
    """The change as it leaves the commune: without the fields that stay, whatever they hold.

    What this program does not know came in a package, so it has left before, and is handed on as it is.
    """
    if not known(logged.kind):
        return to_change(logged)
    staying = {f.name for f in kind_named(logged.kind).fields if not f.leaves}
    fields: dict[str, Any] = msgspec.json.decode(logged.fields)
    return to_change(logged, {name: value for name, value in fields.items() if name not in staying})
