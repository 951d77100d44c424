"""What several people do to one database at the same time, and what a killed process leaves."""
