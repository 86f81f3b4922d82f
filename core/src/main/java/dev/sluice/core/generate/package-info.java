/**
 * Sequences that a model writes by itself: what it gives for the next step is drawn and read again. Read {@link
 * dev.sluice.core.generate.SequenceGenerator} first.
 */
@NullMarked
package dev.sluice.core.generate;

import org.jspecify.annotations.NullMarked;
