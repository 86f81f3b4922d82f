/**
 * Single-step models, for sequences that arrive step by step.
 *
 * <p>Read {@link dev.sluice.core.graph.rewrite.OneStep} first: it replaces a network's loops by their steps.
 * {@code StepProof} compares the file with the whole network, step by step;
 * {@link dev.sluice.export.streaming.StreamingSession} keeps the states of many clients over one ONNX Runtime session.
 */
@NullMarked
package dev.sluice.export.streaming;

import org.jspecify.annotations.NullMarked;
