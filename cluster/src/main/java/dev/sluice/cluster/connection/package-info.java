/**
 * The connection to a Spark cluster, and Spark's failures in Sluice's words. Read {@link
 * dev.sluice.cluster.connection.SparkConnection} first.
 */
@NullMarked
package dev.sluice.cluster.connection;

import org.jspecify.annotations.NullMarked;
