"""Every change of a controlled document, in one place. Admin, import and commands call these.

Each one locks the version, asks the table whether and who, changes it and writes its
Decision, in one transaction. A refusal is a named error and leaves nothing behind but, where a
person was denied, a record of it.
"""

from glossary.workflow.addresses import add_redirect, move
from glossary.workflow.approving import approve
from glossary.workflow.creating import create_entry
from glossary.workflow.drafting import add_designation, discard, open_draft, save_draft
from glossary.workflow.emergency import publish_unapproved, ratify
from glossary.workflow.releasing import approve_and_publish, publish, publish_all
from glossary.workflow.review_cycle import confirm
from glossary.workflow.reviewing import recall, request_changes, revoke, submit
from glossary.workflow.scheduling import release_due, schedule, unschedule
from glossary.workflow.stewardship import hand_over, set_review_interval, share
from glossary.workflow.withdrawing import withdraw

__all__ = [
    "add_designation",
    "add_redirect",
    "approve",
    "approve_and_publish",
    "confirm",
    "create_entry",
    "discard",
    "hand_over",
    "move",
    "open_draft",
    "publish",
    "publish_all",
    "publish_unapproved",
    "ratify",
    "recall",
    "release_due",
    "request_changes",
    "revoke",
    "save_draft",
    "schedule",
    "set_review_interval",
    "share",
    "submit",
    "unschedule",
    "withdraw",
]
