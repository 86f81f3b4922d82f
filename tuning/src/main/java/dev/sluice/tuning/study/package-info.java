/**
 * Studies: their definition, the scheduling of their trials, and their results. Read {@link dev.sluice.tuning.study.Study}
 * first, then {@link dev.sluice.tuning.study.JobBoard}; to read the results of a study see {@link
 * dev.sluice.tuning.study.StudyRecord}.
 */
@NullMarked
package dev.sluice.tuning.study;

import org.jspecify.annotations.NullMarked;
