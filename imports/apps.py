from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask, before an import, who had their data erased on request and may not come back by a file."""
        from consents.selectors import erased_on_request
        from imports.waiting import ask_before_import

        ask_before_import(erased_on_request)
