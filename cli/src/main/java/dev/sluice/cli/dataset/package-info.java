/**
 * Describes a data file and writes a first experiment for it: {@code sluice data describe} and {@code sluice data new}. Read {@link
 * dev.sluice.cli.dataset.Profile} first; {@link dev.sluice.cli.dataset.Profiles} makes one of a file, {@link
 * dev.sluice.cli.dataset.ProfilePage} and {@link dev.sluice.cli.dataset.ProfilePicture} show it, {@link dev.sluice.cli.dataset.Draft}
 * proposes an experiment.
 */
@NullMarked
package dev.sluice.cli.dataset;

import org.jspecify.annotations.NullMarked;
