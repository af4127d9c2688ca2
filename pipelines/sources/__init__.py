"""Sources we have agreed to receive: one folder each, found by looking."""
