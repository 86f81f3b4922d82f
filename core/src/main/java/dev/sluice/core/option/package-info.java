/**
 * How a component's options describe themselves: annotations on the components of an options record. The experiment
 * file's schema, the help text and the docs are made from them. Read {@link dev.sluice.core.option.Default} first.
 *
 * <p>Options are records with a validating compact constructor; enums are written in lower case in the file. Imports
 * nothing of Sluice.
 */
@NullMarked
package dev.sluice.core.option;

import org.jspecify.annotations.NullMarked;
