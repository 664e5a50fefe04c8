"""Who asks for which page when the demo checks itself: a stranger, a customer and an officer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.models import Controller, Role, StaffRole, User
from cookies.selectors import site_named
from imports.demo.names import STAR_NAMES, address
from subjects.services.login import open_login

PUBLIC = ("/healthz", "/", "/konto/login/", "/demo/mejl/")
STAFF = (
    "/admin/",
    "/admin/gallring/",
    "/admin/anmarkningar/",
    "/admin/begaranden/",
    "/admin/personer/",
    "/admin/organisationer/",
    "/admin/sparrar/",
    "/admin/policyer/",
    "/admin/liggaren/",
    "/admin/besok/",
)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A page, and the cookie of whoever asks for it; none for a stranger."""

    path: str
    who: str = "stranger"
    cookie: str = ""


@contextmanager
def visits() -> Iterator[list[Visit]]:
    """Give every visit, with logins that end when the visits are over."""
    sessions: list[SessionStore] = []
    try:
        yield [*_as_stranger(), *_as_customers(sessions), *_as_officers(sessions)]
    finally:
        for session in sessions:
            session.delete()


def _as_stranger() -> list[Visit]:
    slugs = list(Controller.objects.values_list("slug", flat=True))
    texts = [f"/{slug}/{page}/" for slug in slugs for page in ("integritetspolicy", "kakor")]
    sites = [f"{slug}-www" for slug in slugs if site_named(f"{slug}-www")]
    return [Visit(path=path) for path in (*PUBLIC, *texts, *(f"/cookies/{site}/banner.js" for site in sites))]


def _as_customers(sessions: list[SessionStore]) -> Iterator[Visit]:
    shown_by_name = address(*STAR_NAMES[0], 0)
    for controller in Controller.objects.all():
        user = open_login(email=shown_by_name, controller=controller, at=timezone.now())
        if user is not None:
            cookie = _log_in(user, sessions)
            yield Visit(path=f"/{controller.slug}/min-profil/", who="customer", cookie=cookie)


def _as_officers(sessions: list[SessionStore]) -> Iterator[Visit]:
    role = StaffRole.objects.filter(role=Role.DPO, ended_at=None).select_related("user").first()
    if role is not None:
        cookie = _log_in(role.user, sessions)
        yield from (Visit(path=path, who="officer", cookie=cookie) for path in STAFF)


def _log_in(user: User, sessions: list[SessionStore]) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    sessions.append(session)
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
