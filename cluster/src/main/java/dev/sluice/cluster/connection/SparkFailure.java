package dev.sluice.cluster.connection;

import dev.sluice.core.error.SluiceException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the failures of Spark jobs. Spark reports what happened on an executor as a text, so the causes are told apart by the
 * names of exceptions in it.
 */
public final class SparkFailure {
    private static final Pattern CLASS_VERSION =
            Pattern.compile("UnsupportedClassVersionError.*?class file version (\\d+).*?up to (\\d+)", Pattern.DOTALL);
    private static final Pattern MISSING =
            Pattern.compile("(?:ClassNotFoundException|NoClassDefFoundError): (?!Could not)([\\w./$]+)");
    private static final Pattern UNSEEN =
            Pattern.compile("(?:FileNotFoundException|NoSuchFileException): (?:File )?(\\S+)");
    private static final Pattern LOST_TASK =
            Pattern.compile("Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\((\\S+) executor \\S+\\): ([^\\n]*)");
    /** Class files of Java n have the version n + 44. */
    private static final int JAVA = 44;

    private SparkFailure() {}

    /** Whether executors were lost repeatedly while they ran the job. */
    public static boolean isLoss(Throwable failure) {
        String text = text(failure);
        return text.contains("ExecutorLostFailure")
                || text.contains("ExecutorDeadException")
                || text.contains("PeerLostException");
    }

    /** Whether the job was cancelled from this side, or the connection closed. */
    public static boolean isCancellation(Throwable failure) {
        String text = text(failure);
        return text.contains("cancelled")
                || text.contains("SparkContext was shut down")
                || text.contains("stopped SparkContext");
    }

    /** The failure of a job in one sentence that names the side at fault. */
    public static ClusterException of(Throwable failure) {
        String text = text(failure);
        Matcher version = CLASS_VERSION.matcher(text);
        if (version.find()) {
            return new ClusterException(
                    "executors need Java " + (Integer.parseInt(version.group(1)) - JAVA)
                            + " or newer, but the cluster's run Java "
                            + (Integer.parseInt(version.group(2)) - JAVA)
                            + "; set JAVA_HOME for the workers, or spark.executorEnv.JAVA_HOME [Sluice/ExecutorJava]",
                    failure);
        }
        if (text.contains("InvalidClassException") && text.contains("org.apache.spark")) {
            return otherSpark(failure);
        }
        Matcher missing = MISSING.matcher(text);
        if (missing.find()) {
            return new ClusterException(
                    "executors need the same jars as this program, but the class "
                            + missing.group(1).replace('/', '.')
                            + " is missing there; name the jar in spark.jars, or list a plugin's jar under 'plugins' in the"
                            + " experiment, which ships it [Sluice/ExecutorJars]",
                    failure);
        }
        Matcher unseen = UNSEEN.matcher(text);
        if (unseen.find()) {
            return new ClusterException(
                    "executors must see every file that they read, but " + unseen.group(1)
                            + " is not there for one of them; put it on a file system that all machines share, under the same"
                            + " path [Sluice/OnlyTheDriverSees]",
                    failure);
        }
        if (isLoss(failure)) {
            return new ClusterException(
                    "an executor was lost each time this job ran; was there enough memory (spark.executor.memory)? Its log on"
                            + " the worker tells more [Sluice/ExecutorLost]",
                    failure);
        }
        return new ClusterException("a job on the cluster failed: " + words(failure) + " [Sluice/ClusterJob]", failure);
    }

    /** The words of a failure of Sluice's on an executor; where a file is missing there, with what to do about that. */
    public static String words(SluiceException failure) {
        boolean missing = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(NoSuchFileException.class::isInstance);
        return failure.getMessage()
                + (missing
                        ? "; the driver sees this file and the executor does not: name it relative to the experiment, so that it is"
                                + " sent, or put it on a file system that all machines share [Sluice/OnlyTheDriverSees]"
                        : "");
    }

    /** Work on tables of Spark's. */
    @FunctionalInterface
    public interface Work<T> {
        /** Works. */
        T run() throws IOException;
    }

    /**
     * Works on tables of Spark's; its failures are told as ours.
     *
     * @throws ClusterException if Spark refuses a table, or a job fails
     */
    public static <T> T told(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (ClusterException e) {
            throw e;
        } catch (Exception e) {
            // Scala declares no exceptions.
            if (e instanceof AnalysisException) {
                throw new ClusterException("Spark refuses this table: " + e.getMessage(), e);
            }
            if (e instanceof SparkException) {
                throw of(e);
            }
            throw e;
        }
    }

    /** Two versions of Spark that do not understand each other. */
    static ClusterException otherSpark(@Nullable Throwable failure) {
        return new ClusterException(
                "driver and cluster need the same version of Spark, but this side has "
                        + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                        + " and the cluster another one; take sluice-on-spark.jar with that cluster's own spark-submit"
                        + " [Sluice/SparkVersion]",
                failure);
    }

    /** What an executor reported, if one did. */
    private static String words(Throwable failure) {
        Matcher task = LOST_TASK.matcher(text(failure));
        if (task.find()) {
            return task.group(2).strip() + " (on " + task.group(1) + ", whose log tells more)";
        }
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static String text(Throwable failure) {
        List<String> parts = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null) {
            parts.add(String.valueOf(cause.getMessage()));
            cause = cause.getCause();
        }
        return String.join("\n", parts);
    }
}
