"""Run the `malbild` command as `python -m pipelines`, as the pages start it."""

from pipelines.cli import main

if __name__ == "__main__":
    main()
