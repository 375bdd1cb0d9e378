"""The lists that plans take in: targets and tasks as documents have them."""
