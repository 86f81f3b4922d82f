/**
 * A study on disk, written and read by several processes concurrently, on one machine or on a shared file system, without a
 * database and without locks. Read {@link dev.sluice.tuning.journal.StudyFolder} first, then {@link
 * dev.sluice.tuning.journal.Entry}, {@link dev.sluice.tuning.journal.Journal} and {@link
 * dev.sluice.tuning.journal.Ledger}.
 *
 * <p>Each process appends to its own journal file and reads all of them. A job is done by the process that holds its
 * {@linkplain dev.sluice.tuning.journal.Claims claim}, a small file that only one process can create. A running process writes
 * a {@linkplain dev.sluice.tuning.journal.Presence heartbeat}; a dead one is {@linkplain
 * dev.sluice.tuning.journal.Fence fenced}: anything it may still write is ignored, and its jobs are free.
 *
 * <p>Independent of samplers, pruners, experiments and threads.
 */
@NullMarked
package dev.sluice.tuning.journal;

import org.jspecify.annotations.NullMarked;
