"""Reads a finished PDF back with pikepdf alone, to compare it with what was asked for."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

_PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI"}


def opened(content: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(content))


def told_by(tool: str, *arguments: str, given: bytes = b"") -> str:
    """What a tool prints; an AssertionError when it fails or complains."""
    path = shutil.which(tool)
    assert path is not None, f"{tool} is not installed"
    ran = subprocess.run([path, *arguments], input=given, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode()


@dataclass
class PageContent:
    """What the content stream of a page marks."""

    roles: dict[int, str] = field(default_factory=dict)
    text: dict[int, int] = field(default_factory=dict)
    artifacts: int = 0
    unmarked: list[str] = field(default_factory=list)


def content_of(page: pikepdf.Page) -> PageContent:
    """Numbers and roles of the marked content, and painting operators outside of any mark.

    Raises an AssertionError when marks nest or straddle a text object.
    """
    found = PageContent()
    open_marks: list[tuple[int | None, bool]] = []
    in_text = False
    for operands, operator in (
        (instruction.operands, str(instruction.operator))
        for instruction in pikepdf.parse_content_stream(page)
        if isinstance(instruction, pikepdf.ContentStreamInstruction)
    ):
        if operator == "BT":
            in_text = True
        elif operator == "ET":
            assert not any(inside for _, inside in open_marks), "mark straddles the end of a text"
            in_text = False
        elif operator in {"BDC", "BMC"}:
            assert not open_marks, "marked content nests"
            number: Any = operands[1].get("/MCID") if operator == "BDC" else None
            mcid = None if number is None else int(number)
            open_marks.append((mcid, in_text))
            if mcid is None:
                assert operands[0] == Name.Artifact
                found.artifacts += 1
            else:
                assert mcid not in found.roles
                found.roles[mcid] = str(operands[0])[1:]
        elif operator == "EMC":
            _, inside = open_marks.pop()
            assert inside == in_text, "mark straddles the end of a text"
        elif operator in _PAINTS:
            if not open_marks:
                found.unmarked.append(operator)
            elif (mcid := open_marks[-1][0]) is not None:
                found.text[mcid] = found.text.get(mcid, 0) + 1
    assert not open_marks
    return found


def elements(pdf: Pdf) -> Iterator[Object]:
    """Every structure element, in reading order."""
    stack = list(reversed(kids(pdf.Root.StructTreeRoot)))
    while stack:
        element = stack.pop()
        if isinstance(element, Dictionary) and Name.S in element:
            yield element
            stack.extend(reversed(kids(element)))


def kids(element: Object) -> list[Any]:
    held = element.get("/K")
    if held is None:
        return []
    return list(held.as_list()) if isinstance(held, pikepdf.Array) else [held]


def roles(pdf: Pdf) -> list[str]:
    return [str(element.S)[1:] for element in elements(pdf)]


def marks_in_tree(pdf: Pdf) -> dict[tuple[int, int], Object]:
    """For each (page index, number), the element that claims it."""
    index: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    claimed: dict[tuple[int, int], Object] = {}
    for element in elements(pdf):
        for kid in kids(element):
            if isinstance(kid, int):
                key = (index[element.Pg.objgen], kid)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                key = (index[kid.Pg.objgen], int(kid.MCID))
            else:
                continue
            assert key not in claimed, f"{key} claimed twice"
            claimed[key] = element
    return claimed


def parent_tree(pdf: Pdf) -> dict[int, Object]:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums.as_list()
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def assert_tree_and_pages_agree(pdf: Pdf) -> None:
    """Every mark is claimed by one element, in both trees, and nothing is unmarked."""
    parents = parent_tree(pdf)
    claimed = marks_in_tree(pdf)
    drawn: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        content = content_of(page)
        assert content.unmarked == []
        owners = parents[int(page.obj.StructParents)].as_list()
        assert sorted(content.roles) == list(range(len(owners)))
        for mcid, role in content.roles.items():
            drawn.add((number, mcid))
            element = claimed[number, mcid]
            assert element.objgen == owners[mcid].objgen
            assert str(element.S)[1:] == role
            assert content.text.get(mcid), f"{role} {mcid} of page {number} shows nothing"
        for annotation in page.obj.get("/Annots", []):
            owner = parents[int(annotation.StructParent)]
            objects = [
                kid.Obj.objgen
                for kid in kids(owner)
                if isinstance(kid, Dictionary) and "/Obj" in kid
            ]
            assert annotation.objgen in objects
    assert drawn == set(claimed)
    for element in elements(pdf):
        assert element.P.objgen != element.objgen


def assert_headings_follow(pdf: Pdf) -> None:
    """The first heading is an H1 and no level is skipped (ISO 14289-1, 7.4.2)."""
    levels = [int(role[1:]) for role in roles(pdf) if role in {"H1", "H2", "H3"}]
    for before, level in zip([0, *levels], levels, strict=False):
        assert level <= before + 1, f"H{level} after H{before}"
