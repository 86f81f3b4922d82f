/**
 * Gives the dashboard read access to runs and studies: by name, never by path. Read {@link dev.sluice.dashboard.store.Store} first.
 */
@NullMarked
package dev.sluice.dashboard.store;

import org.jspecify.annotations.NullMarked;
