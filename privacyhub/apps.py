from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class PrivacyHubConfig(AppConfig):
    name = "privacyhub"

    def ready(self) -> None:
        from privacyhub.checks import watch_keys

        watch_keys()


class StaffAdminConfig(SimpleAdminConfig):
    """The admin as our own site; it looks for no `admin.py`, so no package adds its tables to it."""

    default_site = "privacyhub.admin_site.StaffSite"
