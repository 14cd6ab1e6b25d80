"""Commands about printed forms: which there are, changing a copy, printing, and what a figure is counted from."""

from typing import Any

from desktop import said
from desktop.commands.shell import Options, opened, period_of, print_json, tell, warn
from desktop.models.errors import Refusal
from desktop.services.desk import Desk
from desktop.services.words import Words

ACTIONS = ("list", "show", "copy", "check", "load", "remove", "print", "trace")
COLUMNS = ("now", "to_date", "last_year")


def form(options: Options, words: Words) -> None:
    """Do what is asked with forms."""
    if options.action == "check":
        # No register is needed to look at a file.
        _check(options, words)
        return
    if options.action != "list" and options.form is None:
        options.parser.error(words("cli", "form.what"))
    with opened(options) as desk:
        _ACTIONS[options.action](desk, options, words)


def _list(desk: Desk, options: Options, words: Words) -> None:
    from desktop.services import forms

    own = forms.own(desk)
    found = forms.listed(desk)
    if options.format == "json":
        print_json(
            [
                {"id": one.id, "version": one.version, "title": one.title, "own": one.id in own}
                for one in found
            ]
        )
        return
    for one in found:
        mark = words("cli", f"form.{'own' if one.id in own else 'built_in'}")
        tell("\t".join([one.id, str(one.version), one.title, mark]))


def _show(desk: Desk, options: Options, _words: Words) -> None:
    from desktop.services import forms

    tell(forms.written(forms.of(desk, str(options.form))).decode().rstrip())


def _copy(desk: Desk, options: Options, words: Words) -> None:
    from desktop.services import forms

    if options.out is None:
        options.parser.error(words("cli", "form.out"))
    copied = forms.copy_to(desk, str(options.form), options.out)
    tell(words("cli", "done.form_copied", id=copied.id, path=options.out))


def _check(options: Options, words: Words) -> None:
    from desktop.services import forms

    try:
        tell(words("cli", "done.form_checked", id=forms.read_file(options.store).id))
    except Refusal as refusal:
        raise told(words, refusal) from refusal


def _load(desk: Desk, options: Options, words: Words) -> None:
    from desktop.services import forms

    try:
        loaded = forms.load_file(desk, options.form)
    except Refusal as refusal:
        raise told(words, refusal) from refusal
    tell(words("cli", "done.form_loaded", id=loaded.id, version=loaded.version))


def told(words: Words, refusal: Refusal) -> Refusal:
    """Tell everything wrong with a file that was edited, a line each; gives what is left to say."""
    wrongs = refusal.params.get("wrongs", ())
    for one in wrongs if isinstance(wrongs, tuple) else ():
        tell(said.form_wrong(words, one))
    return Refusal(refusal.code, count=refusal.params["count"]) if wrongs else refusal


def _remove(desk: Desk, options: Options, words: Words) -> None:
    from desktop.services import forms

    forms.remove(desk, str(options.form))
    tell(words("cli", "done.form_removed", id=options.form))


def _print(desk: Desk, options: Options, words: Words) -> None:
    from desktop.services import forms, prints
    from desktop.services.forms import paper, workbook

    _needs_year(options, words)
    as_json = options.format == "json"
    suffix = options.out.suffix.lower() if options.out else ""
    if suffix not in (".pdf", ".xlsx") and not (as_json and not suffix):
        options.parser.error(words("cli", "form.out"))
    filled = forms.fill(desk, period_of(desk, options), forms.of(desk, str(options.form)))
    for one in filled.doubts:
        warn(said.doubt(words, one))
    if as_json:
        print_json(paper.plain(filled))
    if suffix:
        if suffix == ".pdf":
            prints.keep(desk, paper.document(filled), filled.period, draft=filled.draft, path=options.out)
        else:
            workbook.write(filled, options.out)
        if not as_json:
            tell(words("cli", "done.form_printed", path=options.out))


def _trace(desk: Desk, options: Options, words: Words) -> None:
    from desktop.services import tracing

    _needs_year(options, words)
    if options.line is None:
        options.parser.error(words("cli", "form.line"))
    traced = tracing.trace(
        desk, period_of(desk, options), options.line, options.column, form_name=str(options.form)
    )
    if options.format == "json":
        print_json(traced)
        return
    tell(traced.label)
    tell(said.count_rule(words, traced.rule))
    for item in traced.counted:
        tell("\t".join(["+", item.kind, item.id, str(item.quantity), *_named(item)]))
    for item in traced.left_out:
        reason = f"left_out.{item.reason}"
        tell("\t".join(["-", item.kind, item.id, *_named(item), words("indicators", reason)]))


def _named(item: Any) -> list[str]:
    return [str(value) for value in item.values.values() if value is not None]


def _needs_year(options: Options, words: Words) -> None:
    if options.year is None:
        options.parser.error(words("cli", "form.year"))


_ACTIONS = {
    "list": _list,
    "show": _show,
    "copy": _copy,
    "load": _load,
    "remove": _remove,
    "print": _print,
    "trace": _trace,
}
