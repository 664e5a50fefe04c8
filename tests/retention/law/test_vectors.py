"""The cases typed by hand before anything computed them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from law.input import parse_json
from retention.law.cases import explain
from tests.vectors import cases


@pytest.mark.parametrize("case", cases("retention"))
def test_the_law_answers_as_typed_by_hand(case: dict[str, Any]) -> None:
    assert explain(parse_json(json.dumps(case))) == case["expect"]
