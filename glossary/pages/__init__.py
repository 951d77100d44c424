"""What a page shows, without a request: frozen records for the templates, few queries each."""
