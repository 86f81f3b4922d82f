/**
 * A recurrent cell of one's own, as a plugin in its own jar.
 */
@NullMarked
package dev.sluice.examples.customcell;

import org.jspecify.annotations.NullMarked;
