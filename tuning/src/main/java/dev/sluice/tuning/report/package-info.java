/**
 * Charts and the HTML report of a study. Read {@link dev.sluice.tuning.report.StudyReport} first: it writes both into the
 * study's folder. {@link dev.sluice.tuning.report.StudyPictures} lists the pictures; each has its own class.
 */
@NullMarked
package dev.sluice.tuning.report;

import org.jspecify.annotations.NullMarked;
