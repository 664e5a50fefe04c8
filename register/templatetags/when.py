"""Days and times in templates, written as everywhere else (`register.wording.when`)."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from register.wording.when import day_in_words, instant_in_short, instant_in_words, time_of_day

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """Write a day: 24 november 2028; nothing where there is none."""
    return day_in_words(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """Write an instant in Stockholm time: 24 november 2028 kl. 01.04."""
    return instant_in_words(value) if value else ""


@register.filter
def weekday_clock(value: datetime | None) -> str:
    """Write an instant at which somebody must act: fredag 24 november 2028 kl. 01.04."""
    return instant_in_words(value, weekday=True) if value else ""


@register.filter
def clock_short(value: datetime | None) -> str:
    """Write an instant in Stockholm time where there is little room: 24 nov 2028 01.04."""
    return instant_in_short(value) if value else ""


@register.filter
def time_only(value: datetime | None) -> str:
    """Write the time of day alone: 01.04."""
    return time_of_day(value) if value else ""
