"""An app whose handler takes its time and notes what it did, so that a test can kill the worker meanwhile."""
