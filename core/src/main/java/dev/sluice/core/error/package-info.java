/**
 * The root of all errors that a user can put right, {@link dev.sluice.core.error.SluiceException}, and the suggestions that
 * messages about unknown names end with. The exceptions themselves live in the rooms that throw them.
 */
@NullMarked
package dev.sluice.core.error;

import org.jspecify.annotations.NullMarked;
