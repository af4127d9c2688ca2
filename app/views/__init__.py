"""One file per page: choose, fetch, draw. No SQL and no arithmetic."""
