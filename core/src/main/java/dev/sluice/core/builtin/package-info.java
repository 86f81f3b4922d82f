/**
 * The plugin with core's own components. It is above all packages that it takes components from, so that {@code core.plugin} needs none
 * of them.
 *
 * <p>Read {@link dev.sluice.core.builtin.CorePlugin} first: it is a table of contents of core's losses, metrics, schedules and sources.
 */
@NullMarked
package dev.sluice.core.builtin;

import org.jspecify.annotations.NullMarked;
