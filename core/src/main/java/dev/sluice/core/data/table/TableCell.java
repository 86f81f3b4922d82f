package dev.sluice.core.data.table;

/** A column of a file as it is kept: a name that is read in two ways is kept twice. */
public record TableCell(String name, Role role) {}
