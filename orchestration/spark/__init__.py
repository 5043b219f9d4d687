"""The Spark cluster that builds the models of companies that outgrew one machine."""
