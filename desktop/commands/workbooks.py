"""Commands about workbooks: template, import."""

import dataclasses
import sys
from collections.abc import Callable, Mapping, Sequence

from desktop import said
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models.folding import fold
from desktop.services.importing.preview import Choices, Preview
from desktop.services.words import Words


def template(options: Options, words: Words) -> None:
    """Write a workbook template; with a store also what the unit added to code lists."""
    from desktop.services import own_codes, workbook

    _workbook_name(options, words)
    own = own_codes.NONE
    if options.store is not None:
        with opened(options) as desk:
            own = own_codes.of(desk)
    workbook.template(options.kind, options.out, words, own)
    tell(words("cli", "done.template", path=options.out))


def blank(options: Options, words: Words) -> None:
    """Write a blank form for paper; with a store also the unit and what it added to code lists."""
    from desktop.services import blanks

    if options.out.suffix.lower() != ".pdf":
        options.parser.error(words("cli", "blank.suffix"))
    if options.store is None:
        blanks.pdf(options.kind, options.out)
    else:
        with opened(options) as desk:
            blanks.pdf(options.kind, options.out, desk)
    tell(words("cli", "done.blank", path=options.out))


def import_(options: Options, words: Words) -> int:
    """Import a workbook; 1 when rows were refused."""
    from desktop.services import importing

    if options.refused is not None and options.refused.suffix.lower() != ".xlsx":
        options.parser.error(words("cli", "workbook.suffix"))
    choices = _choices(options, words)
    with opened(options) as desk:
        if options.dry_run:
            found = importing.look(desk, options.file, choices)
        else:
            found = importing.run(desk, options.file, choices).preview
    refused = found.of("refused")
    if refused and options.refused is not None:
        importing.write_refused(
            options.file, found, options.refused, words, lambda p: said.problem(words, p, found.kind)
        )
    if options.format == "json":
        print_json(_answer(found))
    else:
        _tell(found, words)
    if refused:
        sys.stderr.write(words("cli", "import.refused", refused=len(refused)) + "\n")
    return 1 if refused else 0


def _answer(found: Preview) -> Mapping[str, object]:
    counts = {status: found.count(status) for status in ("new", "changed", "same", "refused")}
    plain = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    told = [line for line in found.lines if line.problems or line.changes]
    return {**plain, "lines": told, "read": found.read, **counts}


def _tell(found: Preview, words: Words) -> None:
    counts = {status: found.count(status) for status in ("new", "changed", "same", "refused")}
    tell(words("cli", "done.import", read=found.read, **counts))
    for one in found.columns:
        key = "import.column" if one.code else "import.left_out"
        if one.why != "code" and one.heading:
            tell(words("cli", key, heading=one.heading, code=one.code))
        if one.times != 1:
            tell(words("cli", "import.times", heading=one.heading, times=f"{one.times:,}"))
    for font in found.fonts:
        before, after = font.samples[0]
        tell(words("cli", "import.font", cells=font.cells, before=before, after=after))
    for word in found.words:
        tell(
            words(
                "cli", "import.word", word=word.word, list=word.code_list, lines=word.lines, code=word.nearest
            )
        )
    saved = [line for line in found.doubtful if line.status != "refused"]
    for key, lines in (("import.row", found.of("refused")), ("import.warned", saved)):
        for line in lines:
            sentences = " ".join(said.problem(words, p, found.kind) for p in line.problems)
            tell(words("cli", key, row=line.row, problems=sentences))


def _choices(options: Options, words: Words) -> Choices:
    """What the options say: ``--column C=held_on``, ``--set form=talk``, ``--word propaganda_form:Họp=meeting``."""
    columns = {_place(place): code for place, code in _pairs(options, words, options.column or ())}
    known: dict[str, dict[str, str]] = {}
    for said_, code in _pairs(options, words, options.word or ()):
        code_list, _, word = said_.partition(":")
        known.setdefault(code_list, {})[fold(word)] = code
    fixed = dict(_pairs(options, words, options.set or ()))
    return Choices(
        options.kind or "", options.sheet or "", columns, fixed, known, reason=options.reason or ""
    )


def _pairs(options: Options, words: Words, given: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [one.rpartition("=") for one in given]
    if not all(name for name, _, _ in pairs):
        options.parser.error(words("cli", "import.pair"))
    return [(name, value) for name, _, value in pairs]


def _place(letters: str) -> int:
    from openpyxl.utils import column_index_from_string

    found: Callable[[str], int] = column_index_from_string
    return found(letters) - 1


def _workbook_name(options: Options, words: Words) -> None:
    if options.out.suffix.lower() != ".xlsx":
        options.parser.error(words("cli", "workbook.suffix"))
