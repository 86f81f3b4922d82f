/**
 * Plugins: what one is, how they are found, and the registries of what they contribute.
 *
 * <p>This is the only package of the module that imports Guice. A plugin is found by {@link java.util.ServiceLoader} on the class path
 * or in a jar of a {@code plugins} folder and contributes named factories; built-in parts come in by the same door.
 */
@NullMarked
package dev.sluice.core.plugin;

import org.jspecify.annotations.NullMarked;
