/**
 * A cell of your own as a plugin in its own jar. Read {@link dev.sluice.examples.customcell.MinimalGatedUnit}, then
 * {@link dev.sluice.examples.customcell.CustomCellPlugin}; the README beside the module says how it was made.
 */
@NullMarked
package dev.sluice.examples.customcell;

import org.jspecify.annotations.NullMarked;
