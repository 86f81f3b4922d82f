/**
 * Importers: ONNX files of any exporter, models of Keras, and weights with the names of PyTorch, each taken as a network that
 * Sluice trains.
 *
 * <p>Read {@link dev.sluice.export.importer.OnnxImporter} first; the other two importers write their layers as an ONNX graph and
 * hand it over. The work is done in four rooms, each of which imports only those before it: {@code file} reads the bytes,
 * {@code layers} holds the recurrent operators as cells, {@code read} gives every node its meaning, {@code proof} compares with
 * ONNX Runtime.
 */
@NullMarked
package dev.sluice.export.importer;

import org.jspecify.annotations.NullMarked;
