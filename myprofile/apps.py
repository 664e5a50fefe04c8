from django.apps import AppConfig


class MyprofileConfig(AppConfig):
    name = "myprofile"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from myprofile.login import freshness  # noqa: F401 - notes when a session was logged in to
