/**
 * Rewrites graphs so that fewer nodes compute the same: in the body of a loop every node costs a call at every step. Read
 * {@link dev.sluice.export.lowering.fuse.SideBySide} first.
 */
@NullMarked
package dev.sluice.export.lowering.fuse;

import org.jspecify.annotations.NullMarked;
