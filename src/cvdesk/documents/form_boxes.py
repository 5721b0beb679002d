"""The boxes of a PDF form made elsewhere: read, and filled without losing anything of the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from pikepdf.form import ExtendedAppearanceStreamGenerator

from cvdesk.domain.cerfa import BoxKind, FormBox, Frame
from cvdesk.errors import UserError

_READ_ONLY, _MULTILINE, _COMB, _RADIO, _BUTTON = 1, 1 << 12, 1 << 24, 1 << 15, 1 << 16
_INHERITED = ("/FT", "/Ff", "/MaxLen", "/V", "/TU", "/Opt")
_MOST_DEPTH, _MOST_BOXES = 30, 5000
_ANOTHER = "Reprenez le formulaire tel que le site officiel le donne, sans l’imprimer en PDF."


class FormNotFilled(UserError):
    """The PDF has no boxes that can be filled; nothing was written."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field without children: its name, what it inherits, its widgets."""

    name: str
    obj: Any
    inherited: Mapping[str, Any]
    widgets: tuple[Any, ...]

    @property
    def flags(self) -> int:
        return int(self.inherited.get("/Ff", 0))

    @property
    def type(self) -> str:
        return str(self.inherited.get("/FT", ""))


def read_boxes(content: bytes, name: str) -> tuple[FormBox, ...]:
    """Return the boxes of a form, in the order of the file; buttons and signatures left out.

    Args:
        content: The PDF.
        name: The file as the user knows it.

    Raises:
        FormNotFilled: If it is no form that can be filled, and why.
    """
    with _readable(name), _opened(content, name) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        made = [_box(field, pages) for field in _fields(pdf)]
    boxes = tuple(box for box in made if box is not None)
    if not boxes:
        raise FormNotFilled(
            f"«\u00a0{name}\u00a0» n’a aucune case que l’on puisse remplir.", remedy=_ANOTHER
        )
    return boxes


def fill_boxes(content: bytes, name: str, values: Sequence[tuple[str, str]]) -> bytes:
    """Return the form with some boxes filled.

    Args:
        content: The PDF.
        name: The file as the user knows it.
        values: Names of boxes with what to put: a text, the value of an option, « oui » to tick.

    Raises:
        FormNotFilled: If it is no form that can be filled.
    """
    wanted = dict(values)
    with _readable(name), _opened(content, name) as pdf:
        form: Any = pdf.Root.AcroForm
        drawer = ExtendedAppearanceStreamGenerator(pdf, pdf.acroform)
        for field in _fields(pdf):
            if field.name in wanted:
                _put(field, wanted[field.name])
        for one in pdf.acroform.fields:
            if one.fully_qualified_name in wanted and one.field_type == "/Tx":
                _draw(drawer, one)
        form.NeedAppearances = True  # a viewer sets the text anew in the form's own way
        if "/XFA" in form:
            del form["/XFA"]  # the second copy of the form would hide what was filled
        if "/Perms" in pdf.Root:
            del pdf.Root.Perms  # rights of use that any change makes void
        output = io.BytesIO()
        with warnings.catch_warnings():
            # Widgets outside of the form are the file's own: they stay as they were.
            warnings.simplefilter("ignore", category=pikepdf.exceptions.PageCopyWarning)
            pdf.save(output)
        return output.getvalue()


def _opened(content: bytes, name: str) -> Pdf:
    """Open a form.

    Raises:
        FormNotFilled: If it cannot be opened, or has nothing to fill.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise _protected(name) from error
    if (refusal := _refusal(pdf, name)) is not None:
        pdf.close()
        raise refusal
    return pdf


_DAMAGE = (pikepdf.PdfError, LookupError, TypeError, ValueError, AttributeError, RecursionError,
           OverflowError)  # fmt: skip
"""What reading a damaged file raises, wherever it is damaged."""


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Refuse in one sentence a file whose inside is not what a PDF should hold."""
    try:
        yield
    except _DAMAGE as error:
        raise FormNotFilled(
            f"«\u00a0{name}\u00a0» n’est pas un PDF lisible.",
            remedy="Téléchargez-le de nouveau sur le site officiel.",
        ) from error


def _protected(name: str) -> FormNotFilled:
    return FormNotFilled(
        f"«\u00a0{name}\u00a0» est protégé\u00a0: CVDesk ne peut pas le remplir.",
        remedy="Prenez le formulaire sans mot de passe, ou remplissez-le à la main.",
    )


def _refusal(pdf: Pdf, name: str) -> FormNotFilled | None:
    """Return why a form cannot be filled, or None."""
    if pdf.is_encrypted:
        return _protected(name)
    form: Any = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    empty = not isinstance(fields, Array) or not len(fields)
    if isinstance(form, Dictionary) and "/XFA" in form:
        if empty or bool(pdf.Root.get("/NeedsRendering", False)):
            return FormNotFilled(
                f"«\u00a0{name}\u00a0» est un formulaire XFA, qu’Adobe seul sait remplir.",
                remedy="Remplissez-le à la main avec la copie, ou donnez le PDF de CVDesk.",
            )
    elif empty:
        return FormNotFilled(
            f"«\u00a0{name}\u00a0» n’a pas de cases\u00a0: c’est une image de formulaire, ou il "
            "a été aplati.",
            remedy=_ANOTHER,
        )
    if any(field.type == "/Sig" and "/V" in field.inherited for field in _fields(pdf)):
        return FormNotFilled(
            f"«\u00a0{name}\u00a0» est déjà signé\u00a0: le remplir romprait la signature.",
            remedy="Prenez un formulaire vierge.",
        )
    return None


# --- reading ------------------------------------------------------------------------------------


def _fields(pdf: Pdf) -> Iterator[_Field]:
    """Yield every field that has no field below it; a loop or a monster is cut short."""
    seen: set[tuple[int, int]] = set()
    count = 0
    stack: list[tuple[Any, str, dict[str, Any], int]] = [
        (field, "", {}, 0) for field in reversed(list(pdf.Root.AcroForm.Fields))
    ]
    while stack and count < _MOST_BOXES:
        obj, above, inherited, depth = stack.pop()
        if not isinstance(obj, Dictionary) or depth > _MOST_DEPTH:
            continue
        if obj.is_indirect:
            if obj.objgen in seen:
                continue
            seen.add(obj.objgen)
        own = {**inherited, **{key: obj[key] for key in _INHERITED if key in obj}}
        part = str(obj["/T"]) if "/T" in obj else ""
        name = f"{above}.{part}" if above and part else above or part
        kids = obj.get("/Kids")
        below = list(kids) if isinstance(kids, Array) else []
        named = [kid for kid in below if isinstance(kid, Dictionary) and "/T" in kid]
        if named:
            stack += [(kid, name, own, depth + 1) for kid in reversed(named)]
            continue
        count += 1
        widgets = tuple(kid for kid in below if isinstance(kid, Dictionary)) or (obj,)
        yield _Field(name, obj, own, widgets)


def _box(field: _Field, pages: Mapping[tuple[int, int], int]) -> FormBox | None:
    kind = _kind(field)
    if kind is None or not field.name:
        return None
    most = field.inherited.get("/MaxLen")
    return FormBox(
        name=field.name,
        kind=kind,
        tooltip=str(field.inherited.get("/TU", "")),
        frame=_frame(field, pages),
        options=tuple(_options(field)) if kind is BoxKind.CHOICE else (),
        most=None if most is None else int(most),
        comb=kind is BoxKind.TEXT and bool(field.flags & _COMB),
        multiline=kind is BoxKind.TEXT and bool(field.flags & _MULTILINE),
        read_only=bool(field.flags & _READ_ONLY),
        filled=_filled(field),
    )


def _kind(field: _Field) -> BoxKind | None:
    match field.type:
        case "/Tx":
            return BoxKind.TEXT
        case "/Ch":
            return BoxKind.CHOICE
        case "/Btn" if field.flags & _BUTTON:
            return None
        case "/Btn" if field.flags & _RADIO or len(_on_states(field)) > 1:
            return BoxKind.CHOICE
        case "/Btn" if _on_states(field):
            return BoxKind.TICK
    return None


def _filled(field: _Field) -> bool:
    value = field.inherited.get("/V")
    return value is not None and str(value).strip() not in {"", "/Off"}


def _states(widget: Any) -> list[str]:
    shown = widget.get("/AP")
    normal = shown.get("/N") if isinstance(shown, Dictionary) else None
    if not isinstance(normal, Dictionary):
        return []
    return [str(key) for key in normal.keys() if str(key) != "/Off"]  # noqa: SIM118 - pikepdf's


def _on_states(field: _Field) -> list[str]:
    return list(dict.fromkeys(state for one in field.widgets for state in _states(one)))


def _options(field: _Field) -> Iterator[tuple[str, str]]:
    if field.type == "/Btn":
        for widget in field.widgets:
            for state in _states(widget):
                yield state, f"{state.removeprefix('/')} {widget.get('/TU', '')}".strip()
        return
    for option in list(field.inherited.get("/Opt", [])):
        if isinstance(option, Array) and len(option) > 1:
            yield str(option[0]), str(option[1])
        else:
            yield str(option), str(option)


def _frame(field: _Field, pages: Mapping[tuple[int, int], int]) -> Frame | None:
    if len(field.widgets) != 1:
        return None
    widget = field.widgets[0]
    rect, page = widget.get("/Rect"), widget.get("/P")
    if not isinstance(rect, Array) or len(rect) != 4:  # noqa: PLR2004 - a rectangle
        return None
    number = pages.get(page.objgen) if isinstance(page, Dictionary) else None
    if number is None:
        number = 1 if len(pages) == 1 else None
    if number is None:
        return None
    x0, y0, x1, y1 = (float(one) for one in rect)
    return Frame(number, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


# --- filling ------------------------------------------------------------------------------------


def _put(field: _Field, value: str) -> None:
    if field.type != "/Btn":
        field.obj.V = String(value)
        return
    states = _on_states(field)
    chosen = value if value in states else states[0]
    field.obj.V = Name(chosen)
    for widget in field.widgets:
        widget.AS = Name(chosen) if chosen in _states(widget) else Name.Off


def _draw(drawer: ExtendedAppearanceStreamGenerator, field: Any) -> None:
    """Draw what a box shows, for the programs that do not set it anew."""
    try:
        drawer.generate_text(field)
    except (*_DAMAGE, RuntimeError):
        if "/AP" in field.obj:
            del field.obj["/AP"]  # a picture of the empty box would hide the text
