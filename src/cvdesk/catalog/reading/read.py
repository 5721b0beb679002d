"""Reading a contract from its text, whole: the one way in of this package.

Every step is a pure function over the lines; none knows any contract. What is found is a guess,
what finds no place is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cvdesk.catalog.reading.communes import Known, communal_sections
from cvdesk.catalog.reading.crosses import read_crosses
from cvdesk.catalog.reading.draft import Draft, Guess, Leftover
from cvdesk.catalog.reading.figures import has_figures, read_figures
from cvdesk.catalog.reading.furniture import Furniture, furniture
from cvdesk.catalog.reading.headings import Heading, Style, headings
from cvdesk.catalog.reading.identity import identity_of
from cvdesk.catalog.reading.levels import column_of
from cvdesk.catalog.reading.names import read_names, read_quoted_quarters
from cvdesk.catalog.reading.nodes import name_levels, nodes_of
from cvdesk.catalog.reading.objectives import objectives_of
from cvdesk.catalog.reading.outline import open_tables, outline_of, principles_of
from cvdesk.catalog.reading.places import Places, read_quarter_table
from cvdesk.catalog.reading.principles import principles_in
from cvdesk.catalog.reading.sheets import sheets_of
from cvdesk.catalog.reading.stakes import add_stakes
from cvdesk.catalog.reading.summaries import Themes, note_summaries
from cvdesk.catalog.reading.summits import add_chapters, add_numbered_parents
from cvdesk.catalog.reading.tables import Row, Table, rows_of, tables
from cvdesk.catalog.reading.texts import ReadText
from cvdesk.catalog.reading.tree import Tree, tree_of
from cvdesk.domain.contrat_parts import AxeTransversal, Correspondance, Noeud

_LONGEST_LEFTOVER = 200
_FEWEST_LOST = 3
_MOST_OF = 0.6
_SHORT_TITLE = 12


def read_contrat(text: ReadText) -> Draft:
    """Read a contract."""
    lines = text.lines
    around = furniture(lines)
    found = headings(lines, around)
    runs = rows_of(lines, around)
    all_tables = tables(runs)
    places = _places(lines, around, all_tables, runs, found)
    of_objectives = [table for table in all_tables if table.rank_of("quartier") is None]
    tree, themes, left, principles = _tree(found, of_objectives)
    principles = principles or principles_in(lines, around)
    remarks = (*text.remarks, *name_levels(tree.roots, lines))
    add_stakes(tree, found, lines, around)
    levels, nodes = nodes_of(tree.roots)
    ids = dict(zip(map(id, tree.nodes()), (guess.piece.id for guess in nodes), strict=True))
    sheets, lost = sheets_of(lines, around, left, places, themes.themes)
    taken = {guess.piece.id for guess in sheets}
    sections = communal_sections(lines, around, found, Known(tree, places, ids, taken))
    leftovers = [*tree.leftovers, *places.leftovers, *lost, *_lost_columns(found, lines)]
    leftovers += [*_headless(runs, all_tables), *_numbered_elsewhere(found, tree, principles)]
    return Draft(
        identity=identity_of(lines, around),
        source=text.source,
        levels=levels,
        nodes=nodes,
        principles=_apart(principles, nodes),
        themes=themes.themes,
        bridges=tuple(
            Guess(
                Correspondance(
                    de=one.theme, vers=ids[id(one.node)], nature="officielle", lignes=(one.line,)
                ),
                one.confidence,
                "Une ligne de tableau les met côte à côte.",
            )
            for one in themes.bridges
        ),
        communes=tuple(places.communes.values()),
        quarters=tuple(places.quarters),
        sheets=(*sheets, *sections),
        leftovers=tuple(sorted(_shortened(leftovers), key=lambda one: one.lines)),
        remarks=remarks,
    )


def _places(
    lines: Sequence[str], around: Furniture, listed: Iterable[Table],
    runs: Sequence[Sequence[Row]], found: Sequence[Heading],
) -> Places:  # fmt: skip
    places = Places()
    for table in listed:
        if table.rank_of("quartier") is not None:
            read_quarter_table(table, places)
    read_names(lines, around, places)
    if not places.quarters:
        read_crosses(lines, around, places)
    read_quoted_quarters(lines, around, places)
    read_figures(runs, found, places)
    return places


def _tree(
    found: Sequence[Heading], listed: Sequence[Table]
) -> tuple[Tree, Themes, tuple[Table, ...], tuple[Guess[AxeTransversal], ...]]:
    """Build the tree by the first of three ways that gives one: words, numbers, tables."""
    starts = [table.header.line for table in listed if table.ranks()]
    tree = tree_of(found, starts)
    add_chapters(tree, found)
    add_numbered_parents(tree, found)
    principles: tuple[Guess[AxeTransversal], ...] = ()
    if not tree.roots:
        tree.roots, declared = outline_of(found)
        principles = principles_of(declared)
    sums, left = objectives_of(tree, listed)
    if not tree.roots and left:
        open_tables(tree, found, [table.header.line for table in left if table.ranks()])
        more, left = objectives_of(tree, left)
        sums = (*sums, *more)
    return tree, note_summaries(tree, sums), left, principles


def _lost_columns(found: Sequence[Heading], lines: Sequence[str]) -> Iterator[Leftover]:
    """Tell the headers of tables whose columns the text lost."""
    reason = (
        "C’est l’en-tête d’un tableau dont le texte a perdu les colonnes : ses cellules sont à "
        "reprendre à la main."
    )
    heads = [
        one for one in found if one.style in {Style.CAPITALS, Style.NAMER} and column_of(one.title)
    ]
    runs: list[list[Heading]] = []
    for heading in heads:
        if runs and heading.line - runs[-1][-1].last <= _FEWEST_LOST:
            runs[-1].append(heading)
        else:
            runs.append([heading])
    for run in runs:
        if len(run) >= _FEWEST_LOST:
            yield Leftover(" / ".join(one.title for one in run), (run[0].line,), reason)
    for number, raw in enumerate(lines, 1):
        words = raw.split() if len(raw) < _LONGEST_LEFTOVER and "\t" not in raw else []
        headers = sum(column_of(one) is not None for one in words)
        if headers > _FEWEST_LOST and headers > len(words) * _MOST_OF:
            yield Leftover(raw.strip(), (number,), reason)


def _headless(runs: Sequence[Sequence[Row]], known: Sequence[Table]) -> Iterator[Leftover]:
    """Tell the tables that announce no column."""
    headed = {table.header.line for table in known}
    for run in runs:
        if len(run) < _FEWEST_LOST or any(row.line in headed for row in run):
            continue
        if all(len([cell for cell in row.cells if cell.strip()]) <= 1 for row in run):
            continue
        if has_figures(run):
            continue
        yield Leftover(
            run[0].cell(0) or run[0].cell(1),
            (run[0].line,),
            f"Tableau de {len(run)} lignes sans en-tête reconnu.",
        )


def _numbered_elsewhere(
    found: Sequence[Heading], tree: Tree, principles: Sequence[Guess[AxeTransversal]]
) -> Iterator[Leftover]:
    """Tell the numbered titles that are neither of the tree nor items of a list in a cell."""
    known = {line for one in tree.nodes() for line in (one.line, *one.mentions)}
    known |= {line for one in tree.nodes() for other in one.variants for line in other.lignes}
    known |= {line for guess in principles for line in guess.piece.lignes}
    known |= {line for one in tree.leftovers for line in one.lines}
    reason = "Titre numéroté, hors de l’arbre : gouvernance, moyens, engagements ou constats."
    for heading in found:
        of_a_plan = heading.style is Style.NUMBER and heading.mark not in {"-", "–", "—"}
        if of_a_plan and heading.line not in known and len(heading.title) > _SHORT_TITLE:
            yield Leftover(f"{heading.number} {heading.title}", (heading.line,), reason)


def _apart(
    principles: Sequence[Guess[AxeTransversal]], nodes: Sequence[Guess[Noeud]]
) -> tuple[Guess[AxeTransversal], ...]:
    """Give the principles ids that no node has: both are cited the same way."""
    taken = {guess.piece.id for guess in nodes}
    if taken.isdisjoint(guess.piece.id for guess in principles):
        return tuple(principles)
    return tuple(
        replace(guess, piece=replace(guess.piece, id=f"A{guess.piece.id}")) for guess in principles
    )


def _shortened(leftovers: Iterable[Leftover]) -> Iterator[Leftover]:
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for one in leftovers:
        cut = len(one.text) > _LONGEST_LEFTOVER
        text = f"{one.text[:_LONGEST_LEFTOVER]}…" if cut else one.text
        if (text, one.lines) not in seen:
            seen.add((text, one.lines))
            yield Leftover(text, one.lines, one.reason)
