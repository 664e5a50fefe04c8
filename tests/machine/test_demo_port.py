"""The demo listens where it is told to, and nowhere else."""

from __future__ import annotations

import socket

import pytest

from privacyhub.demo.console import Console
from privacyhub.demo.surroundings import HOST, listening, port_from
from privacyhub.services.errors import ServiceError


@pytest.fixture
def free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


def test_the_demo_listens_on_the_port_that_was_asked_for(free_port: int) -> None:
    with listening(Console(), port=free_port) as listener:
        assert listener.getsockname() == (HOST, free_port)


def test_a_port_that_is_taken_is_told_and_no_other_is_chosen(free_port: int) -> None:
    with (
        socket.create_server((HOST, free_port)),
        pytest.raises(ServiceError, match=f"Port {free_port} cannot be used"),
        listening(Console(), port=free_port),
    ):
        pass


def test_no_port_is_any_free_one() -> None:
    assert port_from("") is None
    assert port_from("8131") == 8131


@pytest.mark.parametrize("text", ["x", "0", "65536", "-1", "80.5", "²"])
def test_what_is_no_port_is_said_in_one_line(text: str) -> None:
    with pytest.raises(ServiceError, match="is no port"):
        port_from(text)
