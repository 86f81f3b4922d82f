/**
 * Importers that turn other programs' files into trainable networks: ONNX files of any exporter, Keras models, and
 * weights with PyTorch names.
 *
 * <p>Read {@link dev.sluice.export.importer.OnnxImporter} first; the other two importers write their layers as an ONNX
 * graph and pass it on. There are four subpackages, each importing only those before it: {@code file} reads the bytes,
 * {@code layers} holds the recurrent operators as cells, {@code read} translates the nodes, {@code proof} compares with
 * ONNX Runtime.
 */
@NullMarked
package dev.sluice.export.importer;

import org.jspecify.annotations.NullMarked;
