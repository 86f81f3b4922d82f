/**
 * The losses of a study's trials in a form that samplers can learn from. Read {@link
 * dev.sluice.tuning.evidence.Evidence} first.
 */
@NullMarked
package dev.sluice.tuning.evidence;

import org.jspecify.annotations.NullMarked;
