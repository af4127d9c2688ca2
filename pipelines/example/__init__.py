"""A fictional programme with known truth, written as the sources' own export files."""
