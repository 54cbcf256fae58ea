"""PDF → blocks, in a killable process: characters and ruled lines → cells → grids, and lines of text between them."""
