"""The data-protection mailbox: mails that wait for somebody to say what they are."""

from staff.views.mail.deciding import mail_detail, mail_take_back
from staff.views.mail.listing import mail_list
from staff.views.mail.opening import mail_attachment, mail_attachment_drop

__all__ = ["mail_attachment", "mail_attachment_drop", "mail_detail", "mail_list", "mail_take_back"]
