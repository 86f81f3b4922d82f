/**
 * An experiment on executors: its files, which the driver ships once to each, and its plugins. Read {@link
 * dev.sluice.cluster.site.Shipment} first, the driver's side; {@link dev.sluice.cluster.site.Site} is the executor's.
 *
 * <p>Files keep their places relative to each other under a folder of the executor's, so relative paths mean the same there.
 * A file that is named by an absolute path is not shipped: it must lie on a file system that all machines see.
 */
@NullMarked
package dev.sluice.cluster.site;

import org.jspecify.annotations.NullMarked;
