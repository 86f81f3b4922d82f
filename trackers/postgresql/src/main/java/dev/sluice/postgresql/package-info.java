/** Runs in a PostgreSQL database. Read {@link dev.sluice.postgresql.PostgresqlTracker} first. */
@NullMarked
package dev.sluice.postgresql;

import org.jspecify.annotations.NullMarked;
