/**
 * What is written beside a proven file or in its place, each after a proof of its own:
 * {@link dev.sluice.export.variant.SmallModel} with smaller weights, {@link dev.sluice.export.variant.StepModel} of a single step.
 */
@NullMarked
package dev.sluice.export.variant;

import org.jspecify.annotations.NullMarked;
