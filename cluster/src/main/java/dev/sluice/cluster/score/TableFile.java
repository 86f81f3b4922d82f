package dev.sluice.cluster.score;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table in a file or a folder as Spark writes it: CSV or JSON where the name ends so, otherwise Parquet.
 *
 * @param path that executors see, too
 */
public record TableFile(String path) {
    private static final String CSV = "csv";
    private static final String HEADER = "header";

    /** Reads the table; types of a CSV file's columns are found by its values. */
    public Dataset<Row> read(SparkSession spark) {
        return spark.read()
                .format(format())
                .option(HEADER, true)
                .option("inferSchema", true)
                .load(path);
    }

    /** Writes a table, and returns how to read it back. CSV holds arrays and maps as JSON. */
    public StructType write(Dataset<Row> table) {
        Dataset<Row> written = format().equals(CSV) ? flat(table) : table;
        written.write().format(format()).option(HEADER, true).save(path);
        return written.schema();
    }

    /** Reads a table that was written: JSON leaves out columns that have no value in any row. */
    public Dataset<Row> read(SparkSession spark, StructType written) {
        return spark.read()
                .format(format())
                .option(HEADER, true)
                .schema(written)
                .load(path);
    }

    private static Dataset<Row> flat(Dataset<Row> table) {
        return table.select(Arrays.stream(table.schema().fields())
                .map(field -> isNested(field) ? functions.to_json(column(field)).as(field.name()) : column(field))
                .toArray(Column[]::new));
    }

    private static Column column(StructField field) {
        return functions.col("`" + field.name().replace("`", "``") + "`");
    }

    private static boolean isNested(StructField field) {
        return field.dataType() instanceof MapType || field.dataType() instanceof ArrayType;
    }

    private String format() {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv")) {
            return CSV;
        }
        return lower.endsWith(".json") || lower.endsWith(".jsonl") ? "json" : "parquet";
    }
}
