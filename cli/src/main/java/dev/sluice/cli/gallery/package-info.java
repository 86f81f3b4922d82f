/**
 * A page of all cells: what each computes, costs and learns. {@link dev.sluice.cli.gallery.CellEntry} is a cell as it is,
 * {@link dev.sluice.cli.gallery.Task} trains it, {@link dev.sluice.cli.gallery.GalleryPage} and {@link
 * dev.sluice.cli.gallery.GalleryPicture} show both.
 */
@NullMarked
package dev.sluice.cli.gallery;

import org.jspecify.annotations.NullMarked;
