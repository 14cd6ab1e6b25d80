"""The words, numbers and dates of the window in the language of the moment.

Every widget with text has ``_retranslate()``, called at the end of its constructor and, as it is
`desktop.ui.widgets.spoken.Spoken`, on ``LanguageChange``. Nothing that was formatted here is ever parsed.
"""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCollator, QDate, QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.services.words import LANGUAGES, Words

LOCALES = {"vi": QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam), "en": QLocale("en_GB")}


class _Present:
    """The language in use; like Qt's default locale there is one for the whole program."""

    words = Words("vi")
    translator: QTranslator | None = None


def languages() -> tuple[str, ...]:
    """The languages the window speaks, Vietnamese first."""
    return LANGUAGES


def current() -> str:
    """The language in use."""
    return _Present.words.language


def use(language: str) -> None:
    """Speak *language* from now on; every widget hears ``LanguageChange``."""
    _Present.words = Words(language)
    QLocale.setDefault(LOCALES[language])
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    if _Present.translator is not None:
        app.removeTranslator(_Present.translator)
        _Present.translator = None
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(LOCALES[language], "qtbase", "_", folder):
        app.installTranslator(translator)
        _Present.translator = translator
    for widget in app.topLevelWidgets():
        app.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


def say(key: str, /, **params: object) -> str:
    """The words of the window for *key* (``window.json``), numbers and days in *params* formatted."""
    return term("window", key, **params)


def term(area: str, key: str, /, **params: object) -> str:
    """The words of *area* for *key*."""
    return _Present.words(area, key, **shown(params))


def has(area: str, key: str) -> bool:
    """Whether there are words for *key*."""
    return _Present.words.has(area, key)


class Counted(str):
    """A number in words; ``{count:person|people}`` in a sentence chooses the word that goes with it."""

    one: bool

    def __format__(self, spec: str) -> str:
        """The number, or the word for one or for many."""
        if "|" not in spec:
            return super().__format__(spec)
        single, _, many = spec.partition("|")
        return single if self.one else many


def counted(value: int) -> Counted:
    """*value* as a sentence shows it."""
    made = Counted(number(value))
    made.one = value == 1
    return made


def shown(params: Mapping[str, object]) -> dict[str, object]:
    """*params* as a sentence shows them."""
    return {name: _shown(value) for name, value in params.items()}


def _shown(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return counted(value)
    if isinstance(value, date):
        return day(value)
    return value


def number(value: int) -> str:
    """A whole number with grouped thousands."""
    return LOCALES[current()].toString(value)


def plain_number(value: float, decimals: int = 1) -> str:
    """A number with at most *decimals* decimals, none when it is whole."""
    if value == int(value):
        return number(int(value))
    return LOCALES[current()].toString(value, ord("f"), decimals)


def percent(value: float) -> str:
    """*value* (63.6) as ``63,6 %``; the sign never stands alone on a line."""
    return f"{plain_number(value)}\N{NO-BREAK SPACE}%"


def day(value: date) -> str:
    """A day as it is written and typed: ``05/11/2026``, in both languages."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def month(value: date) -> str:
    """A month as it is written and typed: ``11/2026``."""
    return f"{value.month:02}/{value.year:04}"


def short_day(value: date) -> str:
    """A day without its year: ``5/11``."""
    return f"{value.day}/{value.month}"


def long_day(value: date) -> str:
    """A day with its weekday, first letter capital."""
    weekday = LOCALES[current()].dayName(value.isoweekday(), QLocale.FormatType.LongFormat)
    return f"{weekday[:1].upper()}{weekday[1:]}, {day(value)}"


def short_weekday(value: date) -> str:
    """The weekday in a few letters: ``T4``, ``CN``; ``Wed``."""
    form = QLocale.FormatType.NarrowFormat if current() == "vi" else QLocale.FormatType.ShortFormat
    return LOCALES[current()].dayName(value.isoweekday(), form)


def qt_day(value: date) -> QDate:
    """*value* for Qt."""
    return QDate(value.year, value.month, value.day)


def collator() -> QCollator:
    """Sorts words as a dictionary of the language does."""
    return QCollator(LOCALES[current()])


def kind_title(kind: str) -> str:
    """What one record of *kind* is called."""
    return term("records", kind)


def register_title(kind: str) -> str:
    """What the register of *kind* is called."""
    return term("records", f"{kind}.plural")


def page_title(name: str) -> str:
    """What the page *name* is called in the list at the left; a register by the short name of its kind."""
    own = f"page.{name}"
    return say(own) if has("window", own) else term("records", f"{name}.short")


def page_name(name: str) -> str:
    """The whole name of the page *name*; a register by its title."""
    own = f"page.{name}"
    return say(own) if has("window", own) else register_title(name)


def field_label(kind: str, path: str) -> str:
    """The label of a field; *path* is ``held_on`` or ``audiences.female``."""
    own = f"{kind}.{path}"
    return term("records", own if has("records", own) else path)


def field_help(kind: str, path: str) -> str:
    """What to write in a field, or nothing when it explains itself."""
    own = f"{kind}.{path}.help"
    return term("records", own) if has("records", own) else ""


def section_label(kind: str, section: str) -> str:
    """The heading of a section of the form."""
    own = f"{kind}.section.{section}"
    return term("records", own if has("records", own) else f"section.{section}")


def unnamed(code: str) -> str:
    """What stands for a *code* of a program of another year, which has no words here."""
    return term("years", "unnamed_code", code=code)


def code_label(code_list: str, code: str) -> str:
    """The word for a ready *code*; the code itself when a newer program has sent it."""
    key = f"{code_list}.{code}"
    return term("codes", key) if has("codes", key) else code
