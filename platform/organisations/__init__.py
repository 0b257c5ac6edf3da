"""Who takes part: offices, member firms, the people of both and the secretariat, and what firms seek."""
