/** Pruners, which decide how long trials run. Read {@link dev.sluice.tuning.pruner.NoPruner} first. */
@NullMarked
package dev.sluice.tuning.pruner;

import org.jspecify.annotations.NullMarked;
