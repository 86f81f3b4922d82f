package dev.sluice.core.experiment.yaml;

/**
 * A piece of a file, bound to a type.
 *
 * @param value a number, string, enum constant, list, record or component
 * @param node the same as YAML with all defaults filled in
 */
public record BoundValue<T>(T value, YamlNode node) {}
