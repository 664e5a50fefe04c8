from django.apps import AppConfig


class CookiesConfig(AppConfig):
    name = "cookies"
    default_auto_field = "django.db.models.BigAutoField"
