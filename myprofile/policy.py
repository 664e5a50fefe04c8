"""The live policy in the words of a page."""

from __future__ import annotations

from django.utils.translation import get_language

from consents.policy import live_file
from myprofile.kept.policy_words import PolicyWords
from register.selectors import NoLivePolicy
from subjects.models import Contact, DataSubject


def policy_words(person: DataSubject) -> PolicyWords:
    """Give the live policy in the page's language, for this person. Raises NoLivePolicy before the first."""
    policy = live_file(person.controller)
    if policy is None:
        raise NoLivePolicy(f"no policy is loaded for {person.controller.slug}")
    speaks_for_company = Contact.objects.filter(subject=person, org__natural_person=False).exists()
    return PolicyWords(policy, get_language() or "sv", speaks_for_company)
