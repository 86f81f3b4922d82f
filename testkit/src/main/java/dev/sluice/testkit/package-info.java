/**
 * The conformance kit: the tests that every cell passes, built in or plugged in. Read
 * {@link dev.sluice.testkit.CellContract} first; {@link dev.sluice.testkit.CellChecks} says what is promised.
 *
 * <p>Authors of plugins depend on this module in test scope, name their cell, and get gradient checks against finite
 * differences, lengths and padding, both directions, chunks with carried states, and agreement of the engine with the
 * float64 reference.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
