"""Raw bytes of a mail in, what it says out. Pure Python; nothing here raises for what a stranger sent."""

from mailbox.reading.attachments import Attached
from mailbox.reading.machines import Machine, Own, machine_behind
from mailbox.reading.message import Message, read_message

__all__ = ["Attached", "Machine", "Message", "Own", "machine_behind", "read_message"]
