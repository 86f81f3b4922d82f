/**
 * The web server: who may ask, what there is to ask for, and what goes on as a run trains. Read
 * {@link dev.sluice.dashboard.server.Guard} first.
 */
@NullMarked
package dev.sluice.dashboard.server;

import org.jspecify.annotations.NullMarked;
