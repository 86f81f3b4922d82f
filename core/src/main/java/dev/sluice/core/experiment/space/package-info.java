/**
 * Search spaces in experiment files: any value may be a domain, {@code {int: [32, 256]}}. Read {@link
 * dev.sluice.core.experiment.space.SpaceTemplate} first; {@link dev.sluice.core.experiment.space.TuneConfig} is the block that
 * configures the search.
 *
 * <p>Depends on YAML trees and {@code search}; independent of models and training.
 */
@NullMarked
package dev.sluice.core.experiment.space;

import org.jspecify.annotations.NullMarked;
