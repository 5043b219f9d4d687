"""Streamlit pages over the serving file."""
