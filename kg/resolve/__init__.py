"""One entity under several names: found across articles, or decided by the user."""
