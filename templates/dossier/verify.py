"""Verify this dossier. Needs nothing but Python 3: python3 verify.py

Recomputes the hash of every version's content and of every row of the record from
dossier.json, and compares them with what was signed and recorded. Ends with status 1, and names
each place, if something does not hold.
"""

import hashlib
import json
import sys
from pathlib import Path


def canonical(value):
    """The one way to write a value as JSON: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def row_problem(row, columns):
    """A row is hashed together with the hash of the row before it in the whole record."""
    facts = {name: row[name] for name in columns[str(row["format"])]}
    if sha256(row["prev_hash"] + canonical(facts)) != row["row_hash"]:
        return "record #%s was changed" % row["seq"]
    return ""


def version_problems(version, rows):
    content_hash = sha256(canonical(version["content"]))
    name = "version %s" % version["name"]
    if version["content_hash"] and version["content_hash"] != content_hash:
        yield "%s: the content is not the one whose hash is stored" % name
    for seq in version["valid_signatures"]:
        if rows[seq]["content_hash"] != content_hash:
            yield "%s: the content is not the one signed with record #%s" % (name, seq)


def problems(dossier):
    rows = {row["seq"]: row for row in dossier["record"]}
    for row in dossier["record"]:
        if row_problem(row, dossier["hashed_columns"]):
            yield row_problem(row, dossier["hashed_columns"])
    for version in dossier["versions"]:
        yield from version_problems(version, rows)


def main():
    path = Path(__file__).with_name("dossier.json")
    dossier = json.loads(path.read_text(encoding="utf-8"))
    found = list(problems(dossier))
    for problem in found:
        print(problem)
    if not found:
        counts = len(dossier["versions"]), len(dossier["record"])
        print("%s: %d versions and %d rows of the record hold" % (dossier["number"], *counts))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
