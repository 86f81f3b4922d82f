package dev.sluice.cluster.score;

import dev.sluice.export.OnnxScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;

/** Model files on executors, each under the checksum of its content, and the open session of each. */
final class ModelFiles {
    private static final Map<String, OnnxScorer> OPEN = new ConcurrentHashMap<>();

    private ModelFiles() {}

    /** Hands a file to Spark, which fetches it once for each executor; gives its name there. */
    static String ship(SparkSession spark, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            String name = "sluice-model-" + sum + ".onnx";
            Path copy = Files.createTempDirectory("sluice-model-").resolve(name);
            Files.write(copy, bytes);
            copy.toFile().deleteOnExit();
            if (spark.sparkContext().addedFiles().isEmpty() || !isThere(spark, name)) {
                spark.sparkContext().addFile(copy.toUri().toString());
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("the model " + file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isThere(SparkSession spark, String name) {
        return spark.sparkContext().listFiles().exists(file -> file.endsWith("/" + name));
    }

    /** The session of a file in this process, which its tasks share and which ends with it. */
    static OnnxScorer open(String name) {
        return OPEN.computeIfAbsent(name, missing -> {
            try {
                return OnnxScorer.open(Path.of(SparkFiles.get(missing)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
