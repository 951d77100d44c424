"""Rules about good entries: pure functions over records of text, without a database.

`check.check` runs all of them; `rules.RULES` says what each one finds and how much it weighs.
"""
