"""Tests of the rock."""
