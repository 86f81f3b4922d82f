/**
 * Parts shared by the readers of other programs' models: safe printing of names, refusals, and layers written as an ONNX
 * graph. Read {@link dev.sluice.export.foreign.LayerFile} first.
 *
 * <p>Imports {@code onnx} only.
 */
@NullMarked
package dev.sluice.export.foreign;

import org.jspecify.annotations.NullMarked;
