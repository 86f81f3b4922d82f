/**
 * Files as wholes. Read {@link dev.sluice.core.file.WholeFile} first, which writes a file whole or not at all; {@link dev.sluice.core.file.Fingerprint} says
 * whether a file is the one that was meant.
 */
@NullMarked
package dev.sluice.core.file;

import org.jspecify.annotations.NullMarked;
