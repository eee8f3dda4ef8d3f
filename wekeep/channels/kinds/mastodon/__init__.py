"""Mastodon: one unlisted post behind a content warning; nothing is read back."""
