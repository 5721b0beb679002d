"""The record of an association on paper: rubriques 1 to 5 and its papers, never to be signed."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import Heading, Para, section
from cvdesk.documents.dossier_pdf import embedded_data
from cvdesk.documents.finish import finish
from cvdesk.documents.furniture import header, plain_footer
from cvdesk.documents.pages import Pages, compose
from cvdesk.documents.sections import identity as rubric_1
from cvdesk.documents.sections import pieces as rubric_8
from cvdesk.documents.sections import relations as rubrics_2_to_4
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.association_budget import association_budget
from cvdesk.documents.sections.people import association
from cvdesk.documents.style import Style
from cvdesk.documents.wording import short_date
from cvdesk.documents.xmp import Metadata

_SAID = "Fiche tenue par l’association pour ses dossiers. Ce n’est pas une demande."
_FICTITIOUS = " Association et personnes fictives."


def compose_record(printing: Printing, fonts_folder: Path) -> bytes:
    """The record as a finished PDF: the same values give the same bytes.

    Args:
        printing: What to print; its version is None.
        fonts_folder: ``resources/polices``.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    style = Style.load(fonts_folder / "source-sans-3")
    facts = printing.facts
    day = short_date(printing.printed_at)
    fictitious = _FICTITIOUS if facts.dossier.exemple else ""

    def story(pages: Pages) -> list[Flowable]:  # noqa: ARG001 - no page is cited
        answers = Answers(facts, style, None, printing.printed_at)
        titles = dict(facts.form.rubriques)
        title = Heading(style.text(association(facts), where="la rubrique 1"), style.title, "H1")
        said = Para(style.text(f"{_SAID}{fictitious}"), style.note)
        made: list[Flowable] = [title, said, *section(rubric_1.identity(answers, titles["1"]))]
        made += rubrics_2_to_4.relations(answers, titles)
        made += [PageBreak(), *section(association_budget(answers, titles["5"]))]
        return [*made, *section(rubric_8.pieces(answers, titles["8"]))]

    names = (association(facts), facts.shown("nom"), facts.shown("sigle"))
    composed = compose(
        story,
        header=header(style, names, f"Fiche de l’association · {day}"),
        footer=plain_footer(style, f"Fiche imprimée le {day}"),
    )
    metadata = Metadata(
        title=f"{facts.shown('nom') or 'Association à nommer'} – fiche de l’association",
        author=facts.shown("nom") or "Association à nommer",
        subject="Rubriques 1 à 5 du formulaire de demande de subvention",
        created_at=printing.printed_at,
    )
    return finish(composed, metadata, [embedded_data(printing)])
