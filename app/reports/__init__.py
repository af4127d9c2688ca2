"""Files that leave the app: what they say, and how they are written."""
