"""Charts: what they say (spec, forms) and how they are drawn (screen and below)."""
