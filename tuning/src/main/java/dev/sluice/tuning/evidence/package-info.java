/**
 * What the trials of a study say, in a form that samplers can learn from. Read {@link
 * dev.sluice.tuning.evidence.Evidence} first.
 */
@NullMarked
package dev.sluice.tuning.evidence;

import org.jspecify.annotations.NullMarked;
