"""The pages of Malbild: read only, over the newest published warehouse."""
