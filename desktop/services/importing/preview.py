"""What importing a workbook would do, as values: what was found in it and what came of every line.

Everything here is plain and frozen: it goes from the worker to the window and as JSON to the command line.
"""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from desktop.models.rules import Problem

Status = Literal["new", "changed", "same", "refused"]
Confidence = Literal["sure", "likely", "unsure", "none"]
Encoding = Literal["unicode", "tcvn3", "vni"]
REASON_NEEDED = "reason_needed"
"""The code of the problem of a doubtful line nobody gave a reason for."""
OWN_REASON_NEEDED = "own_reason_needed"
"""The same of a line that seems to hold personal data: no reason for all lines will do."""


@dataclasses.dataclass(frozen=True)
class Choices:
    """What a person decided about a workbook; whatever is left out is guessed.

    Attributes:
        kind: Record kind; empty to find it from the sheet.
        sheet: Name of the sheet; empty for the one that fits best.
        columns: Place of a column (0 is column A) to column code; an empty code leaves the column out.
        fixed: Column code to what every line takes, as it would be typed into a cell.
        words: Code list to what stands in the file, folded, to a code.
        fonts: Font name to the encoding its text is in; the empty name is every other font.
        reason: Why lines with doubts are saved all the same; kept on each that says no reason of its own.
    """

    kind: str = ""
    sheet: str = ""
    columns: Mapping[int, str] = dataclasses.field(default_factory=dict)
    fixed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    fonts: Mapping[str, Encoding] = dataclasses.field(default_factory=dict)
    reason: str = ""


@dataclasses.dataclass(frozen=True)
class ColumnGuess:
    """One column of the file and where its cells go.

    Attributes:
        place: 0 is column A.
        heading: What stands above it, parts of a heading of several rows joined by ``" · "``.
        samples: The first different values below, as text.
        code: Column code (``held_on``, ``audiences.group``, ``audiences[youth].attendances``, ``id``); empty
            when the column is left out.
        confidence: How sure the guess is; ``none`` for a column that is left out.
        why: ``code``, ``label``, ``synonym``, ``group`` (a wide list), ``remembered``, ``chosen``; for a column
            left out ``ordinal``, ``total``, ``reasons``, ``unknown``, ``taken`` (another column fits the field
            better) or ``chosen``.
        times: How many đồng one unit of an amount in the column is; said by its heading or above the table.
        sum_of: For a total left out, what it is the sum of (``audiences.attendances``): lines are compared by it.
    """

    place: int
    heading: str
    samples: tuple[str, ...]
    code: str
    confidence: Confidence
    why: str
    times: int = 1
    sum_of: str = ""


@dataclasses.dataclass(frozen=True)
class UnknownWord:
    """A word in a column of codes that is no code and no label.

    Attributes:
        code_list: The list it should be in.
        field: Column code of the column it stands in.
        word: As typed.
        lines: How many lines have it.
        nearest: The code whose label is most like it; empty when none is.
    """

    code_list: str
    field: str
    word: str
    lines: int
    nearest: str = ""


@dataclasses.dataclass(frozen=True)
class Loss:
    """Characters that mean nothing in a legacy font: *text* is an example, *cells* how many have one."""

    characters: str
    text: str
    cells: int


@dataclasses.dataclass(frozen=True)
class FontFinding:
    """Text of one font that is not Unicode and is converted.

    Attributes:
        encoding: What it is in.
        font: Name of the font; empty where the letters told and not the font.
        cells: How many cells.
        samples: Text before and after, a few.
        losses: What could not be converted.
    """

    encoding: Encoding
    font: str
    cells: int
    samples: tuple[tuple[str, str], ...]
    losses: tuple[Loss, ...] = ()


@dataclasses.dataclass(frozen=True)
class FoundLine:
    """One record as read and what came of it.

    Attributes:
        row: The line of the sheet it begins on.
        status: Every record read has exactly one.
        caption: What it is called; empty in what an import gives back, for the preview said it.
        lines: Every line of the sheet it was read from.
        problems: Why it is refused; or what is unusual about it although it is taken.
        changes: For a changed record the field, the value held now and the new one, JSON-native.
        values: What is to be held, JSON-native, with ids in links.
    """

    row: int
    status: Status
    caption: str = dataclasses.field(compare=False)
    lines: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[tuple[str, object, object], ...] = ()
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def waits_for_reason(self) -> bool:
        """Whether it is refused for nothing but that nobody said why it is saved all the same."""
        errors = [problem.code for problem in self.problems if problem.severity == "error"]
        return errors == [REASON_NEEDED]

    @property
    def is_doubtful(self) -> bool:
        """Whether something about it is unusual, and nothing is wrong."""
        return bool(self.problems) and (self.status != "refused" or self.waits_for_reason)


@dataclasses.dataclass(frozen=True)
class SkippedLine:
    """A line that is no record, *why*: ``total``, ``note``, ``section``, ``numbers``, ``example``, ``heading``."""

    row: int
    why: str
    text: str


@dataclasses.dataclass(frozen=True)
class Preview:
    """What importing a workbook would do, or did.

    Attributes:
        kind: Record kind.
        sheet: The sheet that was read.
        sheets: Every sheet of the file.
        heading: First and last row of the heading.
        columns: Every column with a heading or values.
        missing: Column codes of required fields that no column gives; nothing can be new until they are mapped.
        words: What no code list knows.
        fonts: What was converted.
        lines: What came of every record read, in the order of the file.
        skipped: Lines that are no records.
        remembered: Whether a person mapped a sheet with these headings before.
        captions: What the records that lines link to are called, by id, and the unit's own entries, by code.
        own: For each code list the unit added to, its entries: code and label.
    """

    kind: str
    sheet: str
    sheets: tuple[str, ...]
    heading: tuple[int, int]
    columns: tuple[ColumnGuess, ...]
    missing: tuple[str, ...]
    words: tuple[UnknownWord, ...]
    fonts: tuple[FontFinding, ...]
    lines: tuple[FoundLine, ...]
    skipped: tuple[SkippedLine, ...]
    remembered: bool = False
    captions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    own: Mapping[str, tuple[tuple[str, str], ...]] = dataclasses.field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many lines are refused only for want of a reason."""
        return sum(line.waits_for_reason for line in self.lines)

    @property
    def doubtful(self) -> tuple[FoundLine, ...]:
        """The lines that are saved, or would be with a reason, although something about them is unusual."""
        return tuple(line for line in self.lines if line.is_doubtful)

    @property
    def read(self) -> int:
        """Records read; always ``new + changed + same + refused``."""
        return len(self.lines)

    def count(self, status: Status) -> int:
        """How many lines have *status*."""
        return sum(line.status == status for line in self.lines)

    def of(self, status: Status) -> tuple[FoundLine, ...]:
        """The lines that have *status*."""
        return tuple(line for line in self.lines if line.status == status)
