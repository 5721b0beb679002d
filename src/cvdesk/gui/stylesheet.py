"""The style sheet: borders, radii, paddings. Colours come from the tokens, sizes from one factor.

Implementation notes
    Sizes of text are points, so that the scaling of the system applies. A border that grows from 1
    to 2 px on focus takes the pixel off the padding, or the text would move. Global rules on fields
    also hit the editors inside tables: they are reset at the end.
"""

from __future__ import annotations

from cvdesk.gui.tokens import Tokens


def stylesheet(tokens: Tokens, factor: float) -> str:
    """Return the style sheet of a theme at a size of text."""
    t = tokens

    def px(length: float, and_pixels: int = 0) -> str:
        # Half as fast as the text: at 200 % the room goes to the words.
        return f"{max(round(length * (1 + factor) / 2) + and_pixels, 0)}px"

    def drawn(length: float) -> str:
        return f"{round(length * factor)}px"

    def pt(pixels: float) -> str:
        return f"{pixels * 0.75 * factor:.2f}pt"

    return f"""
QLabel[role="title"] {{ font-size: {pt(22)}; font-weight: 600; }}
QLabel[role="subtitle"] {{ font-size: {pt(17)}; font-weight: 600; }}
QLabel[role="label"] {{ font-size: {pt(15)}; font-weight: 600; }}
QLabel[role="strong"] {{ font-size: {pt(14)}; font-weight: 600; }}
QLabel[role="body"] {{ font-size: {pt(14)}; }}
QLabel[role="quote"] {{ font-size: {pt(14)}; font-style: italic; }}
QLabel[role="help"] {{ font-size: {pt(13)}; color: {t.text2}; }}
QLabel[role="caption"] {{ font-size: {pt(13)}; font-weight: 600; color: {t.text2}; }}
QLabel[role="strongcaption"] {{ font-size: {pt(13)}; font-weight: 600; }}
QLabel[role="amount"] {{ font-size: {pt(17)}; font-weight: 600; }}
QLabel[role="bigamount"] {{ font-size: {pt(22)}; font-weight: 600; color: {t.soft_t}; }}
QLabel[role="mono"] {{ font-size: {pt(13)}; color: {t.text}; }}
QLabel[ink="fix"] {{ color: {t.fix}; }}
QLabel[ink="todo"] {{ color: {t.todo}; }}
QLabel[ink="ask"] {{ color: {t.ask}; }}
QLabel[ink="fro"] {{ color: {t.fro}; }}
QLabel[ink="accent"] {{ color: {t.accent}; }}
QLabel[ink="soft_t"] {{ color: {t.soft_t}; }}
QLabel[ink="text"] {{ color: {t.text}; }}
QLabel[ink="text2"] {{ color: {t.text2}; }}

QFrame[role="bar"], QFrame[role="foot"] {{ background: {t.surface}; border: 0 solid {t.line}; }}
QFrame[role="bar"] {{ border-bottom-width: 1px; }}
QFrame[role="foot"] {{ border-top-width: 1px; }}
QFrame[role="left"] {{ border: 0 solid {t.line}; border-right-width: 1px; }}
QFrame[role="right"] {{ border: 0 solid {t.line}; border-left-width: 1px; }}
QFrame[role="rule"] {{ background: {t.line}; max-height: 1px; min-height: 1px; border: 0; }}
QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[role="card"][urgent="true"] {{ border: 2px solid {t.accent}; }}
QFrame[role="invite"] {{ border: 1px dashed {t.field}; border-radius: 8px; }}
QFrame[role="soft"] {{ background: {t.soft}; border: 1px solid {t.accent}; border-radius: 8px; }}
QFrame[role="soft"] QLabel {{ color: {t.soft_t}; }}
QFrame[role="fix"] {{ background: {t.fix_s}; border: 1px solid {t.fix}; border-radius: 8px; }}
QFrame[role="todo"] {{ background: {t.todo_s}; border: 1px solid {t.todo}; border-radius: 8px; }}
QFrame[role="ask"] {{ background: {t.ask_s}; border: 1px solid {t.ask}; border-radius: 8px; }}
QFrame[role="fro"] {{ background: {t.fro_s}; border: 1px solid {t.fro}; border-radius: 8px; }}

QScrollArea, QScrollArea > QWidget > QWidget[role="page"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar::handle:vertical {{
  background: {t.field}; border-radius: 3px; min-height: 32px; margin: 0 1px;
}}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle:horizontal {{
  background: {t.field}; border-radius: 3px; min-width: 32px; margin: 1px 0;
}}
QScrollBar::handle:hover {{ background: {t.accent}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QPushButton {{
  background: {t.surface}; color: {t.text}; border: 1px solid {t.field}; border-radius: 6px;
  padding: 0 {px(12)}; min-height: {px(36)}; font-size: {pt(14)};
}}
QPushButton:hover {{ border-color: {t.accent}; background: {t.soft}; color: {t.soft_t}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 {px(12, -1)};
  min-height: {px(36, -2)}; }}
QPushButton:disabled {{ background: {t.sunk}; color: {t.text2}; border: 1px dashed {t.field}; }}
QPushButton[kind="primary"] {{
  background: {t.accent}; color: {t.on}; border-color: {t.accent}; font-weight: 600;
  padding: 0 {px(16)};
}}
QPushButton[kind="primary"]:hover {{
  background: {t.accent_h}; border-color: {t.accent_h}; color: {t.on};
}}
QPushButton[kind="primary"]:focus {{ border: 3px double {t.on}; padding: 0 {px(16, -2)};
  min-height: {px(36, -4)}; }}
QPushButton[kind="primary"]:disabled {{
  background: {t.sunk}; color: {t.text2}; border: 1px dashed {t.field};
}}
QPushButton[kind="link"] {{
  background: transparent; border: 2px solid transparent; color: {t.accent}; padding: 0;
  min-height: {px(20)}; text-decoration: underline; text-align: left; border-radius: 4px;
}}
QPushButton[kind="link"]:hover {{ color: {t.accent_h}; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.accent}; padding: 0; min-height: {px(20)}; }}
QPushButton[kind="quiet"] {{
  background: transparent; border: 2px solid transparent; padding: 0 {px(8)};
}}
QPushButton[kind="quiet"]:hover {{ background: {t.soft}; color: {t.soft_t}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {t.accent}; padding: 0 {px(8)}; }}
QPushButton[kind="quiet"]:disabled {{
  color: {t.text2}; border-color: transparent; background: transparent;
}}
QPushButton[kind="mark"] {{
  background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0 {px(4)};
  min-height: {px(18)}; font-size: {pt(13)}; font-weight: 600; color: {t.ask};
}}
QPushButton[kind="mark"]:hover {{ background: {t.soft}; }}
QPushButton[kind="nav"] {{
  background: transparent; border: 0; border-left: 4px solid transparent; border-radius: 0;
  text-align: left; padding: 0 {px(8)}; min-height: {px(40)};
}}
QPushButton[kind="nav"]:hover {{ background: {t.sunk}; color: {t.text}; }}
QPushButton[kind="nav"]:checked {{
  background: {t.soft}; color: {t.soft_t}; border-left: 4px solid {t.accent}; font-weight: 600;
}}
QPushButton[kind="nav"]:focus {{ border: 2px solid {t.accent}; border-left: 4px solid {t.accent};
  padding: 0 {px(8)}; min-height: {px(40, -4)}; }}
QPushButton[kind="tab"] {{
  background: transparent; border: 0; border-bottom: 3px solid transparent; border-radius: 0;
  color: {t.text2}; padding: 0 {px(12)}; min-height: {px(36)};
}}
QPushButton[kind="tab"]:checked {{
  color: {t.text}; font-weight: 600; border-bottom: 3px solid {t.accent};
}}
QPushButton[kind="tab"]:focus {{
  border: 2px solid {t.accent}; border-bottom: 3px solid {t.accent}; padding: 0 {px(12, -2)};
}}
QPushButton[kind="find"] {{ text-align: left; color: {t.text2}; padding: 0 {px(8)}; }}

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
  background: {t.surface}; border: 1px solid {t.field}; border-radius: 6px;
  padding: 0 {px(10)}; min-height: {px(34)}; font-size: {pt(14)};
  selection-background-color: {t.soft}; selection-color: {t.soft_t};
  placeholder-text-color: {t.text2};
}}
QPlainTextEdit {{ padding: {px(6)} {px(6)}; }}
QLineEdit:focus, QComboBox:focus {{ border: 2px solid {t.accent}; padding: 0 {px(10, -1)};
  min-height: {px(34, -2)}; }}
QPlainTextEdit:focus {{ border: 2px solid {t.accent};
  padding: {px(6, -1)} {px(6, -1)}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{
  background: {t.sunk}; color: {t.text2};
}}
QLineEdit[read="true"], QPlainTextEdit[read="true"] {{ background: {t.sunk}; }}
QLineEdit > QToolButton {{ border: 0; background: transparent; padding: 0; }}
QComboBox::drop-down {{ border: 0; width: {px(28)}; }}
QComboBox::down-arrow {{
  image: url(icones:{t.name}/chevron.svg); width: {drawn(16)}; height: {drawn(16)};
}}
QComboBox QAbstractItemView, QListView#propositions {{
  background: {t.surface}; border: 1px solid {t.field}; selection-background-color: {t.soft};
  selection-color: {t.soft_t}; padding: 4px; outline: 0;
}}
QComboBox QAbstractItemView::item, QListView#propositions::item {{ min-height: {px(30)}; }}

QCheckBox, QRadioButton {{ spacing: {px(8)}; font-size: {pt(14)}; border: 2px solid transparent;
  border-radius: 6px; padding: 2px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {t.accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator {{
  width: {drawn(18)}; height: {drawn(18)}; border: 2px solid {t.field}; background: {t.surface};
}}
QCheckBox::indicator, QTableView::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {round(9 * factor) + 2}px; }}
QCheckBox::indicator:checked, QTableView::indicator:checked {{
  background: {t.accent}; border-color: {t.accent}; image: url(icones:{t.name}/coche.svg);
}}
QRadioButton::indicator:checked {{
  border-color: {t.accent}; image: url(icones:{t.name}/point.svg);
}}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.sunk}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.text2}; border-color: {t.text2}; }}

QAbstractItemView {{ background: {t.surface}; border: 0; outline: 0; font-size: {pt(14)};
  selection-background-color: {t.soft}; selection-color: {t.soft_t}; }}
QFrame[role="card"] > QAbstractItemView {{ border-radius: 8px; }}
QListView#etapes {{ background: transparent; }}
QHeaderView {{ background: {t.surface}; border: 0; border-radius: 8px; }}
QHeaderView::section {{
  background: {t.surface}; color: {t.text2}; border: 0; border-bottom: 1px solid {t.field};
  padding: {px(6)} {px(8)}; font-size: {pt(13)};
}}
QTreeView::branch {{ background: {t.surface}; }}
QTreeView::branch:has-children:closed {{ image: url(icones:{t.name}/plie.svg); }}
QTreeView::branch:has-children:open {{ image: url(icones:{t.name}/deplie.svg); }}
QAbstractItemView QLineEdit {{
  min-height: 0; padding: 0 3px; border: 2px solid {t.accent}; border-radius: 4px;
}}
QAbstractItemView QComboBox {{ min-height: 0; padding: 0 4px; border-radius: 4px; }}

QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.field}; padding: 6px;
  font-size: {pt(14)}; }}
QMenu::item {{ padding: {px(8)} {px(20)}; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.soft}; color: {t.soft_t}; }}
QMenu::item:disabled {{ background: transparent; color: {t.text2}; font-style: italic; }}
QPushButton::menu-indicator {{
  image: url(icones:{t.name}/chevron.svg); width: {drawn(14)}; height: {drawn(14)};
  subcontrol-origin: padding; subcontrol-position: center right; right: {px(1)};
}}

QProgressBar {{
  background: {t.sunk}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.field}; padding: 6px; }}
QDialog {{ background: {t.bg}; }}
"""
