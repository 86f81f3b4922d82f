/**
 * The data contract that travels inside an exported file. Read {@link dev.sluice.export.metadata.ModelMetadata} first: it
 * writes and reads the file's metadata; {@link dev.sluice.export.metadata.Standardizations} the scaling that the file does itself.
 */
@NullMarked
package dev.sluice.export.metadata;

import org.jspecify.annotations.NullMarked;
