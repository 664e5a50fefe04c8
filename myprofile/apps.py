from django.apps import AppConfig


class MyprofileConfig(AppConfig):
    name = "myprofile"
    default_auto_field = "django.db.models.BigAutoField"
