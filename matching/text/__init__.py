"""What words say: tokens, how rare they are, and which industry they point to."""
