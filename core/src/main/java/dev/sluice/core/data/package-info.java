/**
 * Sequences, and the way from data files to batches: sources, splits, vocabularies, scalers, labels.
 *
 * <p>Read {@link dev.sluice.core.data.PreparedData} first, the way from examples to tensors, then
 * {@link dev.sluice.core.data.DataSource}, which plugins implement, {@link dev.sluice.core.data.DataContract}, which is kept with a
 * model, {@link dev.sluice.core.data.DataReport}, which counts what is read, cut, dropped and merged, and {@link dev.sluice.core.data.Batches}.
 *
 * <p>A <em>target</em> is what the data say should be predicted. Numbers are float64 up to the scaler, float32 behind it.
 *
 * <p>Order is always seeded or sorted, and a split is a hash of the input itself, so an example lands on the same side on every
 * machine. Sizes: {@code B} sequences in a batch, {@code T} steps of the longest, {@code F} features of a step, {@code C}
 * columns of the targets.
 */
@NullMarked
package dev.sluice.core.data;

import org.jspecify.annotations.NullMarked;
