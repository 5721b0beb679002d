"""The tree of a text that only numbers its titles: « 2/ … », « 2.1 … », « 2.1.1 … »."""

from __future__ import annotations

from collections.abc import Sequence

from cvdesk.catalog.reading.draft import Guess
from cvdesk.catalog.reading.headings import Heading, Style
from cvdesk.catalog.reading.levels import Level, is_infinitive
from cvdesk.catalog.reading.sprouts import Sprout
from cvdesk.catalog.reading.tree import Tree
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_parts import AxeTransversal

_LIKELY = 0.75
_FAIR = 0.65
_FEWEST_LEAVES = 2
_MOST_DISTANCE = 60
_ORIENTATION = Level("orientation", "orientation", "orientations")


def outline_of(found: Sequence[Heading]) -> tuple[list[Sprout], list[Sprout]]:
    """Read the numbered titles of a text that names no level.

    A branch is of the tree when most of its last titles say what to do: governance and commitments
    are numbered too, but their titles are names.

    Returns:
        The branches of the tree, then those of the transversal principles.
    """
    roots, principles = [], []
    for branch in _branches(found):
        if "transvers" in fold(branch.title) and branch.children:
            principles.append(branch)
        elif _says_what_to_do(branch):
            roots.append(branch)
    return roots, principles


def _branches(found: Sequence[Heading]) -> list[Sprout]:
    """Build one branch for each undivided number; the next section starts anew."""
    branches: list[Sprout] = []
    stack: list[Sprout] = []
    value = 0
    for heading in found:
        if heading.style is Style.SECTION:
            stack = []
        if heading.style is not Style.NUMBER or not heading.value:
            continue
        if len(heading.parts) == 1:
            if not _fits(heading, stack, value):
                continue
            stack, value = [_sprout(heading)], heading.value
            branches.append(stack[0])
            continue
        above = ".".join(heading.parts[:-1])
        parent = next((one for one in reversed(stack) if one.number == above), None)
        if parent is not None:
            child = parent.add(_sprout(heading))
            stack = [*stack[: stack.index(parent) + 1], child]
    return [branch for branch in branches if branch.children]


def _fits(heading: Heading, stack: Sequence[Sprout], value: int) -> bool:
    """Tell whether an undivided number follows the branch that is open.

    Inside a branch that has divisions, a list of its own starts at 1 again: it is not a branch.
    """
    if not stack or not stack[0].children:
        return True
    return heading.value == value + 1


def _sprout(heading: Heading) -> Sprout:
    return Sprout(
        title=heading.title, line=heading.line, last=heading.last, level=None,
        number=heading.number, confidence=_LIKELY,
        reason=f"Titre numéroté {heading.number} dans un plan dont les derniers titres disent "
        "ce qu’il faut faire.",
    )  # fmt: skip


def _says_what_to_do(branch: Sprout) -> bool:
    deepest = max(one.depth for one in branch.walk())
    leaves = [one for one in branch.walk() if one.depth == deepest]
    said = sum(is_infinitive(leaf.title) for leaf in leaves)
    return len(leaves) >= _FEWEST_LEAVES and said * 2 >= len(leaves)


def principles_of(branches: Sequence[Sprout]) -> tuple[Guess[AxeTransversal], ...]:
    """Return the transversal principles that a branch lists."""
    return tuple(
        Guess(
            AxeTransversal(id=f"T{rank}", titre=child.title, lignes=(child.line,)),
            _LIKELY,
            f"Titre numéroté {child.number} sous « {branch.title} » (ligne {branch.line}).",
        )
        for branch in branches
        for rank, child in enumerate(branch.children, 1)
    )


def open_tables(tree: Tree, found: Sequence[Heading], table_lines: Sequence[int]) -> None:
    """Take for titles of the top the headings just above the tables of objectives.

    For a text that neither names nor divides its titles.
    """
    styles = {Style.NUMBER, Style.CAPITALS, Style.SECTION, Style.ALONE}
    for line in sorted(table_lines):
        above = [one for one in found if one.last < line and one.style in styles]
        if not above or line - above[-1].last > _MOST_DISTANCE:
            continue
        strong = [one for one in above if one.style is not Style.ALONE]
        near = strong[-1] if strong and line - strong[-1].last < _MOST_DISTANCE else above[-1]
        if any(root.line == near.line for root in tree.roots):
            continue
        root = Sprout(
            title=near.title, line=near.line, last=near.last, level=_ORIENTATION,
            number=near.number, confidence=_FAIR,
            reason=f"Titre au-dessus d’un tableau d’objectifs (ligne {line}).",
        )  # fmt: skip
        tree.roots.append(root)
        tree.spots.append((near.line, root))
