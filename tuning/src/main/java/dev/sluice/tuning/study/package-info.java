/**
 * Studies: which trials there are, who runs them, and what came out. Read {@link dev.sluice.tuning.study.Study} first, then
 * {@link dev.sluice.tuning.study.JobBoard}; whoever only wants to know how a study stands reads {@link
 * dev.sluice.tuning.study.StudyRecord}.
 */
@NullMarked
package dev.sluice.tuning.study;

import org.jspecify.annotations.NullMarked;
