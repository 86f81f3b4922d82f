/**
 * A study in pictures. Read {@link dev.sluice.tuning.report.StudyReport} first: it writes them into its folder, and with them one HTML page
 * that opens without a network. {@link dev.sluice.tuning.report.StudyPictures} says which pictures there are; each has a class
 * of its own.
 */
@NullMarked
package dev.sluice.tuning.report;

import org.jspecify.annotations.NullMarked;
