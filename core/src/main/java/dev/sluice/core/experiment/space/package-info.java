/**
 * Search spaces as they are written in experiment files: any value may be a domain, {@code {int: [32, 256]}}. Read {@link
 * dev.sluice.core.experiment.space.SpaceTemplate} first; {@link dev.sluice.core.experiment.space.TuneConfig} is the block that
 * says how the space is searched.
 *
 * <p>Knows YAML trees and {@code search}; nothing of models or training.
 */
@NullMarked
package dev.sluice.core.experiment.space;

import org.jspecify.annotations.NullMarked;
