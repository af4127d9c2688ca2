"""Scenarios that are being worked out, on disk: they can be left and found again."""
