"""Alerts: rules of the settings asked of what is published, a log of every answer, messages."""
