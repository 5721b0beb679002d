"""Which lines of the package the tests run: ``pytest -p tests.support.coverage``.

On Python 3.11 coverage.py is told of every line by the interpreter, which makes all Python code two
or three times slower, that of the tests and of the libraries too. SlipCover marks the lines of the
package alone, which costs next to nothing.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

PACKAGE = "src/cvdesk"
NEVER = 2**31 - 1
TAKEN_AWAY = frozenset({20, 100, 400, 1000})
"""After how many tests of a process the marks that were reached are taken away.

SlipCover would do it in the middle of a test, which Hypothesis then finds too slow, and each time
it looks through all that the program is holding.
"""


class Lines:
    """The lines of the package, in this process and in those that run tests for it."""

    def __init__(self) -> None:
        # Not at the top: pytest must find it first, as the plug-in it is too.
        import slipcover  # noqa: PLC0415

        self._slipcover = slipcover
        self._marks = slipcover.Slipcover(source=[PACKAGE], d_miss_threshold=NEVER)
        self._told: list[dict[str, Any]] = []
        self._done = 0
        ours = slipcover.FileMatcher(sources=[PACKAGE])
        slipcover.ImportManager(self._marks, ours).__enter__()
        slipcover.wrap_spec_from_file_location(self._marks, ours)  # how Alembic reads migrations

    def pytest_runtest_logfinish(self) -> None:
        """Take away, after some tests, the marks that were reached."""
        self._done += 1
        if self._done in TAKEN_AWAY:
            self._marks.deinstrument_seen()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A process that runs tests for another tells it which lines they ran."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["lines"] = json.dumps(self._marks.get_coverage())

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Keep what a process tells; one that was killed says nothing."""
        if "lines" in getattr(node, "workeroutput", {}):
            self._told.append(json.loads(node.workeroutput["lines"]))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the files that have lines that did not run, and the share of all that did."""
        if hasattr(terminalreporter.config, "workeroutput"):
            return  # it has told its lines, and nobody reads what it prints
        first, *others = self._told or [self._marks.get_coverage()]
        for other in others:
            self._slipcover.merge_coverage(first, other)
        self._slipcover.print_coverage(
            first, outfile=terminalreporter, skip_covered=True, missing_width=40
        )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Mark the lines before anything imports the package."""
    early_config.pluginmanager.register(Lines(), "lines")
