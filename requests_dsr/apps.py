from django.apps import AppConfig


class RequestsDsrConfig(AppConfig):
    name = "requests_dsr"
    default_auto_field = "django.db.models.BigAutoField"
