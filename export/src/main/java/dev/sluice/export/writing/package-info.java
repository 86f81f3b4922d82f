/**
 * Models that write texts, as two files: one that reads the source, and a step of the one that writes.
 *
 * <p>Read {@link dev.sluice.export.writing.WritingExport} first, which writes and proves them;
 * {@link dev.sluice.export.writing.OnnxSteps} runs them, and {@link dev.sluice.export.writing.DecodingProof} sees to it that whole texts
 * come out as the trained model writes them.
 */
@NullMarked
package dev.sluice.export.writing;

import org.jspecify.annotations.NullMarked;
