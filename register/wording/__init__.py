"""What a policy says to people, in Swedish and English, with its own numbers filled in.

words = policy_words(version)            # the page's language; `language="en"` for a mail
words.rule("support_profile")            # "Supportkonto: 24 månader efter senaste aktivitet."
words.reason("CONTRACT_OPEN", "customer_data")
"""

from register.wording.words import RECRUITMENT, Elsewhere, PolicyWords, policy_words

__all__ = ["RECRUITMENT", "Elsewhere", "PolicyWords", "policy_words"]
