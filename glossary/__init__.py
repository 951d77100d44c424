"""The glossary: controlled entries, published, linked, searched and exchanged."""
