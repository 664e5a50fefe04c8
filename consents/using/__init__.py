"""Uses of people's data beyond mail: each asks the gate, and is given nothing the gate does not let it have.

customer_and_traffic(controller, subject_ids, purpose, at) -> who may be joined, and their rows (WL-48)
may_disclose(subject, recipient, at) -> UseDecision; disclose(...) -> Disclosure (WN-46)
"""

from consents.using.disclosing import disclose, may_disclose
from consents.using.joining import Joined, both_hold, customer_and_traffic

__all__ = ["Joined", "both_hold", "customer_and_traffic", "disclose", "may_disclose"]
