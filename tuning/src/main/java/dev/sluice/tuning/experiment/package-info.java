/**
 * Studies of experiments: trials are runs. Read {@link dev.sluice.tuning.experiment.ExperimentStudy} first.
 */
@NullMarked
package dev.sluice.tuning.experiment;

import org.jspecify.annotations.NullMarked;
