/**
 * A study on disk: what several processes write and read at once, on one machine or on a shared file system, without a
 * database and without locks. Read {@link dev.sluice.tuning.journal.StudyFolder} first, then {@link
 * dev.sluice.tuning.journal.Entry}, {@link dev.sluice.tuning.journal.Journal} and {@link
 * dev.sluice.tuning.journal.Ledger}.
 *
 * <p>Each process appends to a journal file of its own and reads all of them. A job is done by the process that holds its
 * {@linkplain dev.sluice.tuning.journal.Claims claim}, a small file that only one can create. Who works shows it by a
 * {@linkplain dev.sluice.tuning.journal.Presence heartbeat}; whose process is gone is {@linkplain
 * dev.sluice.tuning.journal.Fence fenced}: what it may still write counts for nobody, and its jobs are free.
 *
 * <p>Knows nothing of samplers, pruners, experiments or threads.
 */
@NullMarked
package dev.sluice.tuning.journal;

import org.jspecify.annotations.NullMarked;
