"""The only SQL in the app. Every function takes a Principal."""
