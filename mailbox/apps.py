from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "mailbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mailbox import traces  # noqa: F401 - leaves tombstones of what goes with a request's file
        from mailbox.package import add_paths
        from retention.erasing.holders import cut_link

        add_paths()
        cut_link("mailbox_mail", "subject_id")
