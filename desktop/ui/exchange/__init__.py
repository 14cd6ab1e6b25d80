"""The commune side of the exchange: joining, packages, backup."""
