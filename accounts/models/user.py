"""One login per e-mail address, for customers and staff alike."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Make users; the address is stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a login; without a password the person enters by a mailed code."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an installation administrator, who sees configuration of every controller."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A login. It goes when its last link to a data subject goes and it has no staff role."""

    email = models.EmailField(_("e-postadress"), unique=True)
    language = models.CharField(
        _("språk"), max_length=2, default="sv", choices=[("sv", "Svenska"), ("en", "English")]
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_staff = models.BooleanField(_("får öppna personalens sidor"), default=False)
    date_joined = models.DateTimeField(_("skapad"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("inloggning")
        verbose_name_plural = _("inloggningar")
        constraints = [
            models.CheckConstraint(name="user_email_is_lower_case", condition=models.Q(email=Lower("email"))),
        ]

    class PersonalData:
        category = "account"
        personal = {
            "email": "provided",
            "password": "provided",
            "language": "provided",
            "last_login": "observed",
        }
        not_personal = (
            "id",
            "is_active",
            "is_staff",
            "is_superuser",
            "date_joined",
            "groups",
            "user_permissions",
        )

    def __str__(self) -> str:
        return f"inloggning {self.pk}"
