"""Texts and locales."""
