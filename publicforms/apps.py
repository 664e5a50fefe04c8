from django.apps import AppConfig


class PublicformsConfig(AppConfig):
    name = "publicforms"
    default_auto_field = "django.db.models.BigAutoField"
