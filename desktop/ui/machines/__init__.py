"""The machines of communes at the receiving unit, and the invitations written for them."""
