from django.apps import AppConfig
from django.core import checks


class RegisterConfig(AppConfig):
    name = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have `manage.py check` judge the data map."""
        from register.checks import check_data_map

        checks.register(check_data_map)
