/**
 * Numbers that stand for examples, and the linear and logistic maps that are fitted to them. Read {@link
 * dev.sluice.core.baseline.fit.Features} first.
 */
@NullMarked
package dev.sluice.core.baseline.fit;

import org.jspecify.annotations.NullMarked;
