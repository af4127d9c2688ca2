"""Run the `malbild` command in a process of its own, within limits."""
