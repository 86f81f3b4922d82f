/** Runs on an MLflow server. Read {@link dev.sluice.trackers.mlflow.MlflowTracker} first. */
@NullMarked
package dev.sluice.trackers.mlflow;

import org.jspecify.annotations.NullMarked;
