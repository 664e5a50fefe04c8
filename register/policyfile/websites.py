"""The websites of a company in its policy file: their cookies, and what visitors are asked (LEK 9:28)."""

from __future__ import annotations

from typing import Annotated

from register.policyfile.values import CookieName, Duration, Key, Once, Strict, Text, WebOrigin


class CookieCategory(Strict):
    """A group of cookies and other techniques that a visitor says yes or no to (LEK 9:28)."""

    title: Text
    text: Text
    necessary: bool = False
    period: Duration | None = None
    consent_text: Key | None = None
    processors: Annotated[tuple[Key, ...], Once] = ()
    names: Annotated[tuple[CookieName, ...], Once] = ()


class Website(Strict):
    """A website that shows the cookie banner; a choice made on it holds for no other (WL-57)."""

    title: Text
    origin: WebOrigin
    visits: Key | None = None
