/**
 * The meaning of a graph, in float64 and one operation at a time. Read {@link dev.sluice.core.graph.reference.Interpreter} first: it
 * is the reference for every fast path, and {@link dev.sluice.core.graph.reference.FiniteDifferences} for every gradient.
 */
@NullMarked
package dev.sluice.core.graph.reference;

import org.jspecify.annotations.NullMarked;
