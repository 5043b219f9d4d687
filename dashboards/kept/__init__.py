"""What readers write: saved views and calendar notes, in the company's state folder."""
