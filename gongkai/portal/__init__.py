"""The public side: pages that work without JavaScript, with real links and no request to another host."""
