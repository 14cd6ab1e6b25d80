"""What an officer may set for a store: the post at this machine, days, the folder that is watched."""

from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.models import personal_data, settings
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.services.desk import Desk, Settings

POST, TIP_OFF_DAYS, REPORT_DAYS = "post", "tip_off_days", "report_days"
INBOX = "inbox"
"""The folder in which a receiving desk looks for packages by itself."""
LONGEST_POST = 80
MOST_DAYS = 60
# Words a title begins with. Two words or more that all begin with a capital, and the first is none of these, are
# a person's name.
_TITLES = frozenset(
    "ban bí bộ chi chủ chuyên công cán cộng giám hội kế nhân phó trưởng thư tổ đội ủy viên".split()
)


def readable(desk: Desk) -> dict[str, object]:
    """The settings of the store a person may read, by name; `changeable` says which may be set."""
    own = desk.settings
    return {
        "unit": own.unit,
        "role": own.role,
        "training": own.training,
        "receiver": own.receiver,
        "plans": list(own.plans),
        "cut_off": own.cut_off,
        POST: own.post,
        TIP_OFF_DAYS: own.tip_off_days,
        REPORT_DAYS: own.report_days,
        INBOX: own.inbox,
    }


def changeable() -> tuple[str, ...]:
    """The names of settings that may be set."""
    return tuple(_READERS)


def change(desk: Desk, values: Mapping[str, str]) -> Settings:
    """Set each of *values*, all or none; an empty text takes the setting away, and its usual value applies.

    Raises:
        Refusal: ``unknown_setting``, ``fixed_setting`` for one that only the program or the receiving unit sets,
            ``post_too_long``, ``post_names_person``, ``not_days``, ``disk_full`` ...
    """
    read = {name: _reader(desk, name)(text) for name, text in values.items()}
    with desk.store.write() as writer:
        settings.write(writer.connection, {name: value for name, value in read.items() if value is not None})
        for name in (name for name, value in read.items() if value is None):
            settings.remove(writer.connection, name)
    desk.refresh()
    return desk.settings


def read_post(text: str) -> str | None:
    """The title of a post as it is kept; None for an empty one.

    Raises:
        Refusal: ``post_too_long``, ``post_names_person``.
    """
    post = nfc(text) or None
    if post is None:
        return None
    if len(post) > LONGEST_POST:
        raise Refusal("post_too_long", maximum=LONGEST_POST)
    if _is_name(post) or any(True for _ in personal_data.signs(post, prose=True)):
        raise Refusal("post_names_person", post=post)
    return post


def read_days(text: str) -> int | None:
    """A number of working days; None for an empty text.

    Raises:
        Refusal: ``not_days``.
    """
    typed = text.strip()
    if not typed:
        return None
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_DAYS:
        raise Refusal("not_days", value=typed, maximum=MOST_DAYS)
    return int(typed)


def read_inbox(text: str) -> str | None:
    """The folder of packages that is watched; None for an empty text.

    Raises:
        Refusal: ``path_missing`` when it is not there.
    """
    typed = text.strip()
    if typed and not Path(typed).is_dir():
        raise Refusal("path_missing", path=typed)
    return str(Path(typed).absolute()) if typed else None


def _is_name(post: str) -> bool:
    words = post.split()
    return len(words) > 1 and words[0].casefold() not in _TITLES and all(word.istitle() for word in words)


def _reader(desk: Desk, name: str) -> Callable[[str], object]:
    if name in _READERS:
        return _READERS[name]
    if name in readable(desk):
        raise Refusal("fixed_setting", name=name)
    raise Refusal("unknown_setting", name=name, known=", ".join(_READERS))


_READERS: dict[str, Callable[[str], object]] = {
    POST: read_post,
    TIP_OFF_DAYS: read_days,
    REPORT_DAYS: read_days,
    INBOX: read_inbox,
}
