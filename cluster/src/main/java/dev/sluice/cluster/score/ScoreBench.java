package dev.sluice.cluster.score;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows a second that one core predicts, through Spark and in a plain loop over the same rows in memory. Both read the
 * same columns and end in rows of the result that nobody keeps.
 */
public final class ScoreBench {
    private static final int ROUNDS = 5;
    private static final double NANOSECONDS = 1e-9;

    private ScoreBench() {}

    /** Measures, after a round that is not counted; the best of the others. */
    public static String measure(SluiceModel model, Dataset<Row> table) {
        Dataset<Row> kept = table.coalesce(1).persist(StorageLevel.MEMORY_ONLY());
        List<Row> rows = kept.collectAsList();
        ScorePartition alone = model.partition(table);
        double loop = Double.POSITIVE_INFINITY;
        double spark = Double.POSITIVE_INFINITY;
        for (int round = 0; round <= ROUNDS; round++) {
            double plain = seconds(() -> exhaust(alone.call(rows.iterator())));
            double through = seconds(() -> model.transform(kept)
                    .write()
                    .format("noop")
                    .mode("overwrite")
                    .save());
            if (round > 0) {
                loop = Math.min(loop, plain);
                spark = Math.min(spark, through);
            }
        }
        kept.unpersist(true);
        return String.format(
                Locale.ROOT,
                "%,d rows: %,.0f a second in a plain loop, %,.0f through Spark on one core (%.0f %%)",
                rows.size(),
                rows.size() / loop,
                rows.size() / spark,
                100 * loop / spark);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * NANOSECONDS;
    }

    private static void exhaust(Iterator<Row> rows) {
        while (rows.hasNext()) {
            rows.next();
        }
    }
}
