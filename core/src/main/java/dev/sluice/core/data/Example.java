package dev.sluice.core.data;

/**
 * One sequence and what is to be said of it.
 *
 * @param sequence the input
 * @param target the answer
 */
public record Example(Sequence sequence, Target target) {}
