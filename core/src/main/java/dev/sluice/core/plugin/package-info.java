/**
 * How components come in: {@link dev.sluice.core.plugin.SluicePlugin} is what a jar offers,
 * {@link dev.sluice.core.plugin.Component} a named factory in it. Read those two first. Built-in cells and optimizers
 * come in by the same door. The only room of {@code core} that imports Guice.
 */
@NullMarked
package dev.sluice.core.plugin;

import org.jspecify.annotations.NullMarked;
