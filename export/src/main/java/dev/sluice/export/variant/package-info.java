/**
 * Files that are written beside a proven one or in its place, each after a proof of its own: models with smaller weights and models
 * of a single step. Read {@link dev.sluice.export.variant.SmallModel} first.
 */
@NullMarked
package dev.sluice.export.variant;

import org.jspecify.annotations.NullMarked;
