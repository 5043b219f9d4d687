"""What pages are made of: header, filters, cards, tables, states."""
