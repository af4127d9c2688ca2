"""Pieces that two pages or more draw with."""
