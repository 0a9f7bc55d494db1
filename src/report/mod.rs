//! What is written, one format a file. Judges nothing.
