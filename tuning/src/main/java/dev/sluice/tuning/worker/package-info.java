/**
 * Trials in worker processes on this machine. Read {@link dev.sluice.tuning.worker.WorkerProcesses} first, the study's side;
 * {@link dev.sluice.tuning.worker.WorkerLoop} is the worker's side. They exchange lines of JSON.
 *
 * <p>A worker process runs trials and has no access to the study that they belong to.
 */
@NullMarked
package dev.sluice.tuning.worker;

import org.jspecify.annotations.NullMarked;
