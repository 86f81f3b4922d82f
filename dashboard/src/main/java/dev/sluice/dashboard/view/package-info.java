/**
 * The content of pages, as records that become JSON. Read {@link dev.sluice.dashboard.view.RunView} first.
 */
@NullMarked
package dev.sluice.dashboard.view;

import org.jspecify.annotations.NullMarked;
