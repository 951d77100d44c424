"""The glossary: entries as controlled documents, published as cross-linked pages."""

__version__ = "0.2.0"
