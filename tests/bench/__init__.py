"""Measurements: run by hand, they decide no test."""
