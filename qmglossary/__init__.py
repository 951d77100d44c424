"""The project: settings, addresses and entry points. What it does lives in `glossary`."""
