/**
 * Files that are written beside a proven one or in its place, each after a proof of its own. Read {@link
 * dev.sluice.export.variant.SmallModel} first, with smaller weights, then {@link dev.sluice.export.variant.StepModel}, of a single step.
 */
@NullMarked
package dev.sluice.export.variant;

import org.jspecify.annotations.NullMarked;
