/**
 * The gallery of data sets: examples run unchanged, compared with published figures. Read {@link dev.sluice.cli.datagallery.Exhibit} first;
 * {@link dev.sluice.cli.datagallery.Measurement} is the result, {@link dev.sluice.cli.datagallery.TablePage} the page.
 */
@NullMarked
package dev.sluice.cli.datagallery;

import org.jspecify.annotations.NullMarked;
