/**
 * Trials in processes of their own on this machine. Read {@link dev.sluice.tuning.worker.WorkerProcesses} first, the study's
 * side; {@link dev.sluice.tuning.worker.WorkerLoop} is the other one; between them go lines of JSON.
 *
 * <p>A worker process knows how to run a trial, and nothing of the study that it belongs to.
 */
@NullMarked
package dev.sluice.tuning.worker;

import org.jspecify.annotations.NullMarked;
