from datetime import UTC, datetime
from pathlib import Path

import pytest

from cvdesk.documents.style import Style
from cvdesk.documents.xmp import Metadata

FONTS = Path(__file__).parents[2] / "resources" / "polices" / "source-sans-3"


@pytest.fixture(scope="session")
def style() -> Style:
    return Style.load(FONTS)


@pytest.fixture(scope="session")
def metadata() -> Metadata:
    return Metadata(
        title="Dossier de subvention 2027 & suites",
        author="Les Mots du 8-Mai <LM8M>",
        subject="Demande de subvention au titre de la politique de la ville",
        created_at=datetime(2026, 12, 11, 9, 30, 15, tzinfo=UTC),
    )
