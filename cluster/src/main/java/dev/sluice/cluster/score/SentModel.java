package dev.sluice.cluster.score;

import dev.sluice.export.OnnxScorer;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A model's file on its way to executors, which each receive it once. Not one of Spark's files ({@code addFile}): sessions of
 * tables keep their own list of these, and tasks see no others.
 *
 * @param sha256 of the content
 * @param content of the file
 */
record SentModel(String sha256, Broadcast<byte[]> content) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Map<String, OnnxScorer> OPEN = new ConcurrentHashMap<>();

    /** Sends a file. */
    static SentModel of(SparkSession spark, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new SentModel(
                    sum,
                    JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("the model " + file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The session of the model in this process, which its tasks share and which ends with it. */
    OnnxScorer open() {
        return OPEN.computeIfAbsent(sha256, missing -> {
            try {
                Path file = Files.createTempFile("sluice-model-", ".onnx");
                try {
                    Files.write(file, content.value());
                    return OnnxScorer.open(file);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the model cannot be unpacked: " + e.getMessage(), e);
            }
        });
    }
}
