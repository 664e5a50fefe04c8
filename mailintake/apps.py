from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "mailintake"
    label = "mailbox"  # what its tables are called; the package is not, for Python has a `mailbox` of its own
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mailintake import traces  # noqa: F401 - leaves tombstones of what goes with a request's file
        from mailintake.package import add_paths
        from retention.erasing.holders import cut_link

        add_paths()
        cut_link("mailbox_mail", "subject_id")
