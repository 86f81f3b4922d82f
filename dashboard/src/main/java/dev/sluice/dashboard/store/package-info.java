/**
 * What the dashboard may read: runs and studies by name, never by path. Read {@link dev.sluice.dashboard.store.Store} first.
 */
@NullMarked
package dev.sluice.dashboard.store;

import org.jspecify.annotations.NullMarked;
