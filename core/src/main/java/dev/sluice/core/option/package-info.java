/**
 * Annotations by which the components of an options record describe themselves. The experiment
 * file's schema, the help text and the docs are made from them. Read {@link dev.sluice.core.option.Default} first.
 *
 * <p>Options are records. A number's limits are its {@link dev.sluice.core.option.Range}; what a single number does not show,
 * such as a start after an end, is rejected by the compact constructor. Enums are written in lower case in the file.
 */
@NullMarked
package dev.sluice.core.option;

import org.jspecify.annotations.NullMarked;
