package dev.sluice.cluster.score;

import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.plugin.Registry;
import dev.sluice.export.OnnxScorer;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A model's file and the plugins that cut its texts, on their way to executors, which each receive them once. Not one of Spark's files ({@code addFile}): sessions of
 * tables keep their own list of these, and tasks see no others.
 *
 * @param sha256 of the file
 * @param content of the file
 * @param plugins whose tokenizers it may need
 */
record SentModel(String sha256, Broadcast<byte[]> content, Broadcast<SentPlugins> plugins) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Map<String, OnnxScorer> OPEN = new ConcurrentHashMap<>();

    /** Sends a file, and of the plugins those that cut texts. */
    static SentModel of(SparkSession spark, Path file, Registry plugins) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            return new SentModel(
                    Fingerprint.of(file), context.broadcast(bytes), context.broadcast(SentPlugins.of(plugins)));
        } catch (IOException e) {
            throw new UncheckedIOException("the model " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The session of the model in this process, which its tasks share and which ends with it. */
    OnnxScorer open() {
        return OPEN.computeIfAbsent(sha256, missing -> {
            try {
                Path file = Files.createTempFile("sluice-model-", ".onnx");
                try {
                    Files.write(file, content.value());
                    return OnnxScorer.open(file, plugins.value().unpack());
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the model cannot be unpacked: " + e.getMessage(), e);
            }
        });
    }
}
