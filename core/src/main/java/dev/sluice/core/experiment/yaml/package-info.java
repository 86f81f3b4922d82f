/**
 * Experiment files as text. Read {@link dev.sluice.core.experiment.yaml.YamlNode} first: YAML becomes a tree with line and
 * column. {@link dev.sluice.core.experiment.yaml.Binder} turns the tree into records, and
 * {@link dev.sluice.core.experiment.yaml.Problems} collects all mistakes, so that a
 * {@link dev.sluice.core.experiment.yaml.ConfigException} shows them at once.
 *
 * <p>Knows only records and their annotations, not experiments.
 */
@NullMarked
package dev.sluice.core.experiment.yaml;

import org.jspecify.annotations.NullMarked;
