"""ROOF: pages that join wings, and the wekeep command."""
