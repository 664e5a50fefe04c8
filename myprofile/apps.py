from django.apps import AppConfig


class MyprofileConfig(AppConfig):
    name = "myprofile"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from myprofile.login import freshness, proving  # noqa: F401 - note when, and by which address
