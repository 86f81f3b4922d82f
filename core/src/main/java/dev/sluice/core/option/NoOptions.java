package dev.sluice.core.option;

/** The options of a component that has none. */
public record NoOptions() {}
