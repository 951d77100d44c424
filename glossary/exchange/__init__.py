"""Everything that goes in and out: records, formats, snapshot and loader."""
