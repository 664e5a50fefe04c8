"""`{% house controller as house %}`: what a mail says of the company it comes from."""

from __future__ import annotations

from django import template

from accounts.models import Controller
from myprofile.house import House, house_of

register = template.Library()


@register.simple_tag
def house(controller: Controller) -> House:
    """Give a company's name, addresses and colours."""
    return house_of(controller)
