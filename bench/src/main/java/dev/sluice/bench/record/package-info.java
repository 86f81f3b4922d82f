/** What the record of a run costs the run. Read {@link dev.sluice.bench.record.RecordingCommand} first. */
@NullMarked
package dev.sluice.bench.record;

import org.jspecify.annotations.NullMarked;
