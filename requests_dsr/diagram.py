"""Draw the states of a request from their table: docs/request-states.md is this text."""

from __future__ import annotations

from requests_dsr.exceptions import EXCEPTIONS
from requests_dsr.states import CLOSED, DRP, MOVES, State

HEAD = """# The states of a request

Made from the table in `requests_dsr/states.py`: `manage.py request_states > docs/request-states.md`. A test
compares the two.

What a move needs are the guards in `requests_dsr/guards.py`; each is a sentence that the grey button shows.
Its ledger action is `request.<from>_to_<to>`.

*identity* holds whoever is linked: a request that nobody is linked to yet may be looked into. *person* holds
the proposal and the decision: the linked person is identified, unless the answer says nothing of anybody.

"""


def states_document() -> str:
    """Give the whole document: a diagram, a table of the moves, and what other standards call them."""
    return "\n".join(
        [HEAD.rstrip("\n"), "", *_diagram(), "", *_moves(), "", *_names(), "", *_justifications(), ""]
    )


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    for move in MOVES:
        lines.append(f"    {move.source or '[*]'} --> {move.target}: {' / '.join(sorted(move.roles))}")
    lines += [f"    {state} --> [*]" for state in State if state in CLOSED]
    return [*lines, "```"]


def _moves() -> list[str]:
    rows = ["## Moves", "", "| from | to | who | needs | letter |", "|---|---|---|---|---|"]
    for move in MOVES:
        needs, letter = ", ".join(move.needs) or "-", move.letter or "-"
        rows.append(
            f"| {move.source or '-'} | {move.target} | {', '.join(sorted(move.roles))} | {needs} | {letter} |"
        )
    return rows


def _names() -> list[str]:
    rows = [
        "## Names in the Data Rights Protocol 1.0",
        "",
        "| state | status | reason |",
        "|---|---|---|",
    ]
    return rows + [f"| {state} | {DRP[state][0]} | {DRP[state][1] or '-'} |" for state in State]


def _justifications() -> list[str]:
    rows = [
        "## Exceptions in the Data Rights Protocol 1.0 and in DPV's justifications",
        "",
        "| exception | reason | justification |",
        "|---|---|---|",
    ]
    return rows + [f"| {one.code} | {one.drp} | {one.dpv} |" for one in EXCEPTIONS.values()]
