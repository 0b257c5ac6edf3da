"""Picks of the week 本周精选: drawn by the allocation, read by the secretariat, then shown to the firms."""
