"""The style sheet, with ``@name`` where a token of `desktop.ui.style` goes."""

SHEET = """
QToolTip { background: @paper; color: @ink; border: 1px solid @line; padding: 4px; }

/* The hook above Ẩ and Ổ reaches one point above what the font says it needs. */
QLabel[kind="title"], QLabel[kind="secondary"], QLabel[kind="error"], QLabel[kind="warning"] { padding-top: 1px;
    qproperty-indent: 0; }
QLabel[kind="title"] { font-size: @title; font-weight: 600; }
QLabel[kind="section"] { font-size: @section; font-weight: 600; color: @ink; }
QLabel[kind="numbered"] { font-size: @section; font-weight: 600; color: @heading; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="secondary"] { font-size: @small; color: @secondary; }
QLabel[kind="sum"] { font-weight: 600; background: @header; border: 1px solid @line; border-radius: 4px;
    padding: 4px 8px; }
QLabel[kind="echo"] { font-size: @small; color: @accent; background: transparent; }
QLabel[kind="error"] { font-size: @small; color: @red; }
QLabel[kind="warning"] { font-size: @small; color: @amber; }

QFrame[kind="card"] { background: @paper; border: 1px solid @line; border-radius: 6px; }
QFrame[kind="popup"] { background: @paper; border: 1px solid @field_line; border-radius: 6px; }
QFrame[kind="rule"] { background: @line; border: 0; max-height: 1px; }

QLabel[pill="ok"], QLabel[pill="warning"], QLabel[pill="error"], QLabel[pill="info"], QLabel[pill="plain"] {
    font-size: @small; font-weight: 600; border-radius: 9px; padding: 2px 10px; }
QLabel[pill="ok"] { color: @green; background: @green_tint; }
QLabel[pill="warning"] { color: @amber; background: @amber_tint; }
QLabel[pill="error"] { color: @red; background: @red_tint; }
QLabel[pill="info"] { color: @accent; background: @accent_tint; }
QLabel[pill="plain"] { color: @grey; background: @grey_tint; }

QPushButton { background: @paper; color: @ink; border: 1px solid @field_line; border-radius: 5px;
    padding: 6px 14px; outline: 0; }
QPushButton:hover { background: @stripe; border-color: @accent; }
QPushButton:pressed { background: @accent_tint; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton:disabled { color: @secondary; background: @grey_tint; border-color: @line; }
QPushButton[primary="true"] { background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid @ink; }
QPushButton[primary="true"]:disabled { background: @grey_tint; color: @secondary; border-color: @line; }
QPushButton::menu-indicator { image: url("@icons/chevron-down.svg"); subcontrol-origin: padding;
    subcontrol-position: right center; right: 8px; width: 12px; height: 12px; }
QPushButton[menu="true"] { padding-right: 28px; }
QPushButton[menu="true"]:focus { padding-right: 27px; }
QPushButton[flat="true"] { border: 1px solid transparent; background: transparent; padding: 4px 8px; color: @accent;
    text-align: left; }
QPushButton[tight="true"] { padding: 1px 4px; }
QPushButton[flat="true"]:hover { background: @accent_tint; }
QPushButton[flat="true"]:focus { border: 1px solid @accent; }
QFrame[kind="condition"] { background: @accent_tint; border: 1px solid @accent; border-radius: 12px; }
QFrame[kind="condition"] QPushButton[flat="true"] { padding: 2px 4px 2px 8px; color: @ink; border-radius: 11px; }
QFrame[kind="condition"] QPushButton[flat="true"]:hover { background: @paper; }
QFrame[kind="condition"] QPushButton[flat="true"]:focus { border: 2px solid @accent; padding: 1px 3px 1px 7px; }
QPushButton[month="true"] { padding: 0; text-align: left; }
QPushButton[month="true"]:focus { border: 2px solid @accent; padding: 0; }
QPushButton[line="true"] { border: 1px solid transparent; background: transparent; padding: 0; text-align: left; }
QPushButton[line="true"]:hover { background: @accent_tint; }
QPushButton[line="true"]:focus { border: 1px solid @accent; padding: 0; }
QLabel[sign] { border-radius: 10px; font-weight: 700; }
QLabel[sign="error"] { color: @red; background: @red_tint; }
QLabel[sign="warning"] { color: @amber; background: @amber_tint; }
QLabel[sign="info"] { color: @accent; background: @accent_tint; }
QLabel[sign="ok"] { color: @green; background: @green_tint; border-radius: 18px; font-size: @title; }
QLabel[sign_text="ok"] { color: @green; font-weight: 700; }
QLabel[sign_text="plain"] { color: @grey; font-weight: 700; }
QLabel[sign_text="warning"] { color: @amber; font-weight: 700; }

QPushButton[choice="true"] { text-align: left; padding: 12px 16px; }
QPushButton[choice="true"]:checked { border: 2px solid @accent; background: @accent_tint; padding: 11px 15px; }
QPushButton[choice="true"]:checked:focus { border: 2px solid @ink; }
QPushButton[step="true"] { text-align: left; padding: 6px 12px; }
QPushButton[step="true"]:focus { border: 2px solid @accent; padding: 5px 11px; }
QPushButton[step="true"]:checked { border: 2px solid @accent; background: @accent_tint; padding: 5px 11px; }
QPushButton[step="true"]:checked:focus { border: 2px solid @ink; }
QPushButton[period="true"] { padding: 5px 6px; text-align: center; }
QPushButton[period="true"]:focus { border: 2px solid @accent; padding: 4px 5px; }
QPushButton[period="true"]:checked { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[period="true"]:checked:focus { border: 2px solid @ink; padding: 4px 5px; }

QLineEdit, QPlainTextEdit, QComboBox { background: @paper; color: @ink; border: 1px solid @field_line;
    border-radius: 4px; padding: 4px 8px; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: @grey_tint;
    color: @secondary; border-color: @line; }
QLineEdit[problem="error"], QComboBox[problem="error"], QPlainTextEdit[problem="error"] {
    border: 2px solid @red; padding: 3px 7px; background: @red_tint; }
QLineEdit[problem="warning"], QComboBox[problem="warning"], QPlainTextEdit[problem="warning"] {
    border: 2px solid @amber_fill; padding: 3px 7px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("@icons/chevron-down.svg"); width: 12px; height: 12px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: 0; padding: 0; background: transparent; }
QComboBox QAbstractItemView, QListView[kind="popup"] { background: @paper; color: @ink; border: 1px solid @field_line;
    outline: 0; selection-background-color: @accent_tint; selection-color: @ink; }
QListView[kind="popup"]::item { padding: 5px 8px; }
QListView[kind="popup"]::item:selected { background: @accent_tint; color: @ink; }

QFrame[kind="chips"] { background: @paper; border: 1px solid @field_line; border-radius: 4px; }
QFrame[kind="chips"][focused="true"] { border: 2px solid @accent; }
QFrame[kind="chips"][problem="error"] { border: 2px solid @red; background: @red_tint; }
QFrame[kind="chips"][problem="warning"] { border: 2px solid @amber_fill; }
QFrame[kind="chips"]:disabled { background: @grey_tint; border-color: @line; }
QLineEdit[kind="chip_line"], QLineEdit[kind="chip_line"]:focus, QLineEdit[kind="chip_line"]:disabled { border: 0;
    padding: 4px; background: transparent; }
QFrame[kind="offer"] { background: @paper; border: 1px solid @field_line; border-radius: 6px; }
QFrame[kind="offer"][marked="true"] { border: 2px solid @accent; background: @accent_tint; }
QFrame[kind="chip"] { background: @accent_tint; border: 0; border-radius: 4px; }
QFrame[kind="chip"] QPushButton { border: 0; background: transparent; padding: 0 4px; color: @accent;
    font-weight: 600; }
QFrame[kind="chip"] QPushButton:hover { background: @paper; }
QListWidget[kind="plain"] { background: @paper; color: @ink; border: 1px solid @field_line; border-radius: 4px;
    outline: 0; }
QListWidget[kind="plain"]:focus { border: 2px solid @accent; }
QListWidget[kind="plain"]::item { padding: 4px 6px; }
QListWidget[kind="plain"]::item:selected { background: @accent_tint; color: @ink; }

QCheckBox { spacing: 8px; }

QFrame[cell="true"] QLineEdit, QFrame[cell="true"] QComboBox { border: 1px solid transparent; border-radius: 0;
    background: transparent; padding: 3px 6px; }
QFrame[cell="true"] QLineEdit:focus, QFrame[cell="true"] QComboBox:focus { border: 2px solid @accent;
    padding: 2px 5px; background: @paper; }
QFrame[cell="true"] QLineEdit[problem="error"], QFrame[cell="true"] QComboBox[problem="error"] {
    background: @red_tint; color: @red; border: 1px solid @red; padding: 3px 6px; }
QFrame[cell="true"] QLineEdit[problem="warning"], QFrame[cell="true"] QComboBox[problem="warning"] {
    background: @amber_tint; border: 1px solid @amber_fill; padding: 3px 6px; }
QFrame[cell="true"] QComboBox QLineEdit, QFrame[cell="true"] QComboBox QLineEdit:focus { border: 0; padding: 0; }
QFrame[cell="true"] { border: 0; border-right: 1px solid @line; border-bottom: 1px solid @line; background: @paper; }
QFrame[cell="true"][stripe="true"] { background: @stripe; }
QFrame[kind="paper_table"] { border: 1px solid @line; border-right: 0; border-bottom: 0; background: @paper; }
QLabel[cellhead="true"], QLabel[cellsum="true"] { background: @header; border: 0; border-right: 1px solid @line;
    border-bottom: 1px solid @line; padding: 5px 7px; font-weight: 600; }

QTableView { background: @paper; alternate-background-color: @stripe; border: 1px solid @line; gridline-color: @line;
    selection-background-color: @accent_tint; selection-color: @ink; outline: 0; }
QTableView::item { padding: 0 6px; border: 0; }
QTableView::item:focus { border: 1px solid @accent; }
/* The style's own signs point the other way than people know from spreadsheets: down is newest first. */
QHeaderView::up-arrow { image: url("@icons/chevron-up.svg"); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url("@icons/chevron-down.svg"); width: 12px; height: 12px; }
QHeaderView { background: @header; border: 0; }
QHeaderView::section { background: @header; color: @ink; border: 0; border-right: 1px solid @line;
    border-bottom: 1px solid @line; padding: 6px 8px; font-weight: 600; }
QTableCornerButton::section { background: @header; border: 0; }

QScrollArea { border: 0; background: transparent; }
QWidget[kind="clear"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: @field_line; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: @field_line; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { border: 0; background: @track; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QFrame#sidebar { background: @deep; border: 0; }
QFrame#sidebar QLabel { color: @deep_text; }
QFrame#sidebar QLabel[pill="warning"] { color: @amber; background: @amber_tint; }
QFrame#sidebar QLabel[kind="brand"] { font-size: @brand; font-weight: 700; }
QFrame#sidebar QLabel[kind="secondary"] { color: @deep_secondary; font-size: @small; }
QFrame#sidebar QPushButton { background: @deep_selected; color: @deep_secondary; border: 1px solid transparent;
    text-align: left; padding: 5px 10px; }
QFrame#sidebar QPushButton:hover { color: @deep_text; }
QFrame#sidebar QPushButton:focus { border: 1px solid @sun; color: @deep_text; }
QFrame#sidebar QPushButton[quiet="true"] { background: transparent; padding: 4px 6px; font-size: @small; }
QFrame#sidebar QTreeView { background: transparent; border: 0; outline: 0; color: @deep_text;
    selection-background-color: @deep_selected; selection-color: #FFFFFF; }
QFrame#sidebar QTreeView::item { padding: 0 8px 0 13px; border: 1px solid transparent;
    border-left: 3px solid transparent; }
QFrame#sidebar QTreeView::item:hover { background: @deep_selected; }
QFrame#sidebar QTreeView::item:focus { border: 1px solid @sun; border-left: 3px solid @sun; }
QFrame#sidebar QTreeView::item:selected { background: @deep_selected; border-left: 3px solid @sun; color: #FFFFFF; }
QFrame#sidebar QTreeView::branch { background: transparent; image: none; border: 0; }
QFrame#sidebar QLabel[kind="current"] { color: #FFFFFF; font-weight: 600; }
QFrame#standing { background: @deep_selected; border-radius: 6px; border: 0; }
QFrame#standing QLabel[kind="standing"] { color: @sun; font-weight: 600; font-size: @small; }

QLabel#practice_words { background: @practice; color: @on_practice; font-weight: 700; padding: 2px 12px; }

QFrame[strip="ok"] { background: @green_tint; border: 1px solid @green; border-radius: 6px; }
QFrame[strip="ok"] QLabel { color: @green; font-weight: 600; }
QFrame[strip="warning"] { background: @amber_tint; border: 1px solid @amber_fill; border-radius: 6px; }
QFrame[strip="warning"] QLabel { color: @amber; }
QFrame[strip="problem"] { background: @red_tint; border: 1px solid @red; border-radius: 6px; }
QFrame[strip="problem"] QLabel { color: @red; }
QFrame[strip="work"] { background: @accent_tint; border: 1px solid @accent; border-radius: 6px; }

QMenu { background: @paper; border: 1px solid @field_line; padding: 4px; }
QMenu::item { padding: 6px 24px; }
QMenu::item:selected { background: @accent_tint; color: @ink; }

QCalendarWidget QToolButton { color: @ink; background: transparent; border: 0; border-radius: 4px; padding: 4px 10px;
    font-weight: 600; }
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { background: @accent_tint; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @header; }
QCalendarWidget QAbstractItemView { background: @paper; color: @ink; border: 0; outline: 0;
    selection-background-color: @accent; selection-color: @on_accent; }
"""
