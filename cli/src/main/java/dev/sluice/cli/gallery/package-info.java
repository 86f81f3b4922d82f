/**
 * Makes a page of all cells: what each computes, costs and learns. Read {@link dev.sluice.cli.gallery.Gallery} first. {@link
 * dev.sluice.cli.gallery.CellEntry} describes a cell, {@link dev.sluice.cli.gallery.Task} trains it, {@link
 * dev.sluice.cli.gallery.GalleryPage} and {@link dev.sluice.cli.gallery.GalleryPicture} show both.
 */
@NullMarked
package dev.sluice.cli.gallery;

import org.jspecify.annotations.NullMarked;
