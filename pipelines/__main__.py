"""Run the `malbild` command as `python -m pipelines`, as the pages start it."""

from pipelines.cli import main

main()
