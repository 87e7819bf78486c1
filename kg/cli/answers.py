"""SPARQL: which query is meant, and how its answer is printed."""
