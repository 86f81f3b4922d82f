/**
 * The data contract embedded in an exported file. Read {@link dev.sluice.export.metadata.ModelMetadata} first: it writes
 * and reads the file's metadata; {@link dev.sluice.export.metadata.Standardizations} determines the scaling that is part
 * of the file.
 */
@NullMarked
package dev.sluice.export.metadata;

import org.jspecify.annotations.NullMarked;
