package dev.sluice.core.experiment;

/**
 * A label and how likely it is.
 *
 * @param label of a class
 * @param probability between 0 and 1
 */
public record Prediction(String label, double probability) {}
