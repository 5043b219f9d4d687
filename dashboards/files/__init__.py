"""What readers take away: CSV, workbooks, pictures, the weekly report. Nothing of Streamlit."""
