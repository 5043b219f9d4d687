"""Pure functions over tables: what SQL alone cannot measure."""
