"""Everything in Malbild that runs without a user watching."""
