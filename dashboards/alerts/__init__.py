"""Messages of alerts, in the words of the alerts page."""
