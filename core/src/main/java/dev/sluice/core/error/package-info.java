/**
 * Errors that a user can put right. Read {@link dev.sluice.core.error.SluiceException} first, the root of them all; {@link
 * dev.sluice.core.error.Suggestions} ends messages about unknown names. The exceptions themselves are in the packages that throw them.
 */
@NullMarked
package dev.sluice.core.error;

import org.jspecify.annotations.NullMarked;
