#!/usr/bin/env python
"""Run PrivacyHub's commands."""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "privacyhub.settings")
    import django
    from django.core.management import execute_from_command_line

    from privacyhub.environment import plain_words
    from privacyhub.operator_language import speak_to_the_operator

    try:
        django.setup()
        speak_to_the_operator(os.environ)
        execute_from_command_line(sys.argv)
    except BrokenPipeError:  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if (line := plain_words(error)) is None:
            raise
        sys.exit(line)


if __name__ == "__main__":
    main()
