"""Raw bytes of a mail in, what it says out. Pure Python; nothing here raises for what a stranger sent."""

from mailintake.reading.attachments import Attached
from mailintake.reading.machines import Machine, Own, machine_behind
from mailintake.reading.message import Message, read_message

__all__ = ["Attached", "Machine", "Message", "Own", "machine_behind", "read_message"]
