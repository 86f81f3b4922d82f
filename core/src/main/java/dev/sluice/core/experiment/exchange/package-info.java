/**
 * The interface to other modules: what exporters, importers and predictors of trained models implement, and what they receive.
 * Read {@link dev.sluice.core.experiment.exchange.Exporter},
 * {@link dev.sluice.core.experiment.exchange.ModelImporter} and
 * {@link dev.sluice.core.experiment.exchange.TrainedModel} first.
 */
@NullMarked
package dev.sluice.core.experiment.exchange;

import org.jspecify.annotations.NullMarked;
