"""Pure Python shared by every floor: the calendar, dated numbers, reasons. No Django, no clock."""
