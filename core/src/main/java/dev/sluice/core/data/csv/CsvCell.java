package dev.sluice.core.data.csv;

/** A column of a file as it is kept: a name that is read in two ways is kept twice. */
record CsvCell(String name, CsvRole role) {}
