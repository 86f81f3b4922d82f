/**
 * Variants written beside a proven file or in its place, each with a separate proof: models with smaller weights and
 * single-step models. Read {@link dev.sluice.export.variant.SmallModel} first.
 */
@NullMarked
package dev.sluice.export.variant;

import org.jspecify.annotations.NullMarked;
