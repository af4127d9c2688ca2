"""Received files on their way in, on disk: a load can be left and found again."""
