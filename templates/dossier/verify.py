"""Verify this dossier. Needs nothing but Python 3: python3 verify.py

Recomputes the hash of every version's content and of every row of the record from
dossier.json, and compares them with what was signed and recorded. Ends with status 1, and names
each place, if something does not hold.
"""

import hashlib
import json
import sys
from pathlib import Path

# Whatever was signed before one of these was signed for another text.
REOPENING = (
    *("create", "revise", "save", "submit", "recall", "request changes"),
    "revoke approval of",
)


def canonical(value):
    """The one way to write a value as JSON: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def row_problems(rows, columns):
    """A row is hashed together with the hash of the row before it in the whole record."""
    before = None
    for row in rows:
        facts = {name: row[name] for name in columns[str(row["format"])]}
        if sha256(row["prev_hash"] + canonical(facts)) != row["row_hash"]:
            yield f"record #{row['seq']} was changed"
        if before and row["seq"] <= before["seq"]:
            yield f"record #{row['seq']} stands in the wrong place"
        if before and row["seq"] == before["seq"] + 1 and row["prev_hash"] != before["row_hash"]:
            yield f"record #{row['seq']} does not continue #{before['seq']}"
        before = row


def done_on(version, rows):
    return [
        row
        for row in rows
        if row["version_sequence"] == version["sequence"]
        and row["object_type"] == "version"
        and row["outcome"] == "done"
    ]


def version_problems(version, rows):
    """The record says where the version stands and which signatures on it hold."""
    content_hash = sha256(canonical(version["content"]))
    name = f"version {version['name']}"
    done = done_on(version, rows)
    if version["content_hash"] != content_hash:
        yield f"{name}: the content is not the one whose hash is stored"
    reopened = max((row["seq"] for row in done if row["action"] in REOPENING), default=0)
    state = ""
    for row in done:
        if state and row["state_before"] != state:
            yield f"{name}: a row is missing before record #{row['seq']}"
        state = row["state_after"]
        is_signed = row["meaning"] and row["seq"] > reopened
        if is_signed and row["content_hash"] != content_hash:
            yield f"{name}: the content is not the one signed with record #{row['seq']}"
    if state != version["state"]:
        yield f"{name}: is {version['state']}, which is not what the record ends with"


def problems(dossier):
    rows = dossier["record"]
    yield from row_problems(rows, dossier["hashed_columns"])
    for version in dossier["versions"]:
        yield from version_problems(version, rows)


def main():
    path = Path(__file__).with_name("dossier.json")
    dossier = json.loads(path.read_text(encoding="utf-8"))
    found = list(problems(dossier))
    for problem in found:
        print(problem)
    if not found:
        counts = f"{len(dossier['versions'])} versions and {len(dossier['record'])} rows"
        print(f"{dossier['number']}: {counts} of the record hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
