/**
 * The source {@code recordings}: a folder or a zip with a file for each example, and tables with the data that belong to it. Read {@link
 * dev.sluice.core.data.recording.RecordingsSource} first.
 */
@NullMarked
package dev.sluice.core.data.recording;

import org.jspecify.annotations.NullMarked;
