/**
 * The contract of data that a cluster reads: scalers, steps of preparation and classes, to the bits of a run that reads them all. Read {@link
 * dev.sluice.cluster.fit.TablePieces} first.
 */
@NullMarked
package dev.sluice.cluster.fit;

import org.jspecify.annotations.NullMarked;
