"""How the secretariat sets the weights: versions, previews of a change, proposals from answers."""
