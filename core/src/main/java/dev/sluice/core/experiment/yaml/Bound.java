package dev.sluice.core.experiment.yaml;

/**
 * What a piece of a file became.
 *
 * @param value a number, string, enum constant, list, record or component
 * @param node the same as YAML with all defaults filled in
 */
public record Bound<T>(T value, YamlNode node) {}
