/**
 * The meaning of a graph, in float64 and one operation at a time: {@link dev.sluice.core.graph.reference.Interpreter} is what
 * every fast path is held against, and {@link dev.sluice.core.graph.reference.FiniteDifferences} what every gradient is.
 */
@NullMarked
package dev.sluice.core.graph.reference;

import org.jspecify.annotations.NullMarked;
