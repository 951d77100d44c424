"""The public site. A view fetches a page and prints it; nothing here reads the session."""
