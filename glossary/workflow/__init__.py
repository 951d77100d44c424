"""The life cycle: the only code that changes `Version.state` or `Entry.current`."""
