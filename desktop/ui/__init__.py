"""The window: widgets and words, nothing else.

How a page is added
    1. A folder ``desktop/ui/<feature>/`` with ``page.py``: a subclass of `desktop.ui.page.Page` and a function
       ``make(workplace, kind) -> Page``.
    2. One line in `desktop.ui.pages`: name, module, which desks have it. (A record kind has its register already.)
    3. Its words in ``resources/i18n/{vi,en}/window.json``: ``page.<name>`` for the list at the left, the rest
       under ``<name>.…``.

What a page does
    ``title()``, ``context()``, ``header_actions()`` say what the header shows; emit ``header_changed`` when that
    changes. ``refresh()`` runs a service in the worker, ``self.workplace.tasks.run(service, desk, ...,
    done=self._on_loaded)``, and is called again when ``cares_for`` kinds or the period changed. After a write the
    page calls ``self.workplace.changed({kind})`` once. A `Refusal` nobody takes becomes a message by itself; any
    other exception is a bug and reaches the report dialog. ``_retranslate()`` sets every word again: widgets with
    words are `desktop.ui.widgets.spoken.Spoken`. A list of things is a `desktop.ui.widgets.lines.LinesModel`, a
    button a `desktop.ui.widgets.button.Button`; ``begins_in`` is what takes the keys when the page opens.

Rules that hold everywhere
    Only bound methods are connected. No Qt object crosses into the worker, no store out of it. Only
    `desktop.ui.style` knows colours and sizes. Modules shown before the store is open (app, unlock, first_run
    and what they use) import nothing heavier than Qt; pages are imported after that and may import services.
"""
