/**
 * Graph rewrites that reduce the number of nodes: in a loop's body every node costs a call at every step. Read
 * {@link dev.sluice.export.lowering.fuse.SideBySide} first.
 */
@NullMarked
package dev.sluice.export.lowering.fuse;

import org.jspecify.annotations.NullMarked;
