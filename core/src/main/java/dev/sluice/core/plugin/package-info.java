/**
 * Plugins and the registry of their components. Read {@link dev.sluice.core.plugin.SluicePlugin} first, the entry of a jar, then
 * {@link dev.sluice.core.plugin.Component}, a named factory in it. Built-in cells and optimizers
 * are registered the same way. Plugins aside, only this package of {@code core} imports Guice.
 */
@NullMarked
package dev.sluice.core.plugin;

import org.jspecify.annotations.NullMarked;
