"""How log lines look: one line each, times in UTC."""

import logging
import time


class OneLine(logging.Formatter):
    """Writes line ends in a message as signs, so that nobody can forge a second log line.

    A traceback follows on lines of its own, as everywhere in Python.
    """

    converter = time.gmtime
    default_msec_format = "%s.%03dZ"
    default_time_format = "%Y-%m-%dT%H:%M:%S"

    def formatMessage(self, record: logging.LogRecord) -> str:
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")
