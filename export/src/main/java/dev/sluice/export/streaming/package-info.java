/**
 * Models of a single step, for sequences that come bit by bit.
 *
 * <p>Read {@link dev.sluice.export.streaming.OneStep} first: it writes a network's loops out for one step. {@code StepProof} holds
 * the file against the whole network, step by step; {@link dev.sluice.export.streaming.StreamingSession} keeps the states of many
 * clients over one ONNX Runtime session.
 */
@NullMarked
package dev.sluice.export.streaming;

import org.jspecify.annotations.NullMarked;
