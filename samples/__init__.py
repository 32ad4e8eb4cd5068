"""Invented contracts, how they become office scans, and the reports expected of them."""
