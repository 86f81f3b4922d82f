package dev.sluice.cluster.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A connection of this process, as Spark's driver, to a cluster. */
public final class SparkConnection implements AutoCloseable {
    private static final String STANDALONE = "spark://";
    private static final int DIAL_MILLIS = 5000;
    private static final int POLL_MILLIS = 200;
    private static final Pattern ADDRESS = Pattern.compile("([^:,/]+|\\[[0-9a-fA-F:]+]):(\\d+)");
    /** What executors need besides Spark's own options: the Vector API, and JNI without warnings. */
    private static final String JVM =
            "--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Dguice_custom_class_loading=CHILD";

    private static final String JVM_OPTIONS = "spark.executor.extraJavaOptions";
    private static final String JARS = "spark.jars";

    private final JavaSparkContext context;
    private final boolean own;

    private SparkConnection(JavaSparkContext context, boolean own) {
        this.context = context;
        this.own = own;
    }

    /**
     * Connects to a cluster and waits for its first executor.
     *
     * @param master the cluster's address, such as {@code spark://host:7077}, {@code local[2]} or {@code yarn}; empty for
     *     that of spark-submit
     * @param name of the application
     * @throws ClusterException if nobody answers there, it is not the same Spark, or it gives no executor
     */
    public static SparkConnection open(String master, String name) {
        return open(master, name, Map.of());
    }

    /** Connects as {@link #open(String, String)} does, with settings of Spark that are needed. */
    public static SparkConnection open(String master, String name, Map<String, String> needed) {
        SparkConf conf = new SparkConf();
        needed.forEach(conf::set);
        String address = master.isEmpty() ? conf.get("spark.master", "") : master;
        if (address.isEmpty()) {
            throw new ClusterException(
                    "a cluster needs an address, such as spark://host:7077; name it with --on MASTER");
        }
        dial(address);
        settings(conf.setMaster(address).setAppName("sluice " + name));
        JavaSparkContext context;
        try {
            context = new JavaSparkContext(conf);
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw address.startsWith(STANDALONE) ? refused(address, e) : unknown(address, e);
        } catch (Exception e) {
            // Scala declares no exceptions: this one is Spark's for addresses that it cannot read.
            if (e instanceof SparkException) {
                if (String.valueOf(e.getMessage()).contains("cpus per task")) {
                    throw tooFewCores(conf, "each has " + conf.get("spark.executor.cores", "fewer"), e);
                }
                throw unknown(address, e);
            }
            throw e;
        }
        SparkConnection connection = new SparkConnection(context, true);
        try {
            connection.awaitExecutor();
            return connection;
        } catch (ClusterException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that a program of the user's has made, and closes. */
    public static SparkConnection of(JavaSparkContext context) {
        return new SparkConnection(context, false);
    }

    /** Spark's own handle. */
    public JavaSparkContext context() {
        return context;
    }

    /** Spark's handle of tables. */
    public SparkSession session() {
        return SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    }

    /** Whether tasks run in this process. */
    public boolean isLocal() {
        return context.isLocal();
    }

    /** Threads of a task. */
    public int threads() {
        return context.getConf().getInt("spark.task.cpus", 1);
    }

    private static void settings(SparkConf conf) {
        // Each of these can be set otherwise by spark-submit --conf. That logs with stack traces, the launcher without.
        String level = conf.contains("spark.submit.deployMode") ? "FATAL" : "ERROR";
        Map.of("spark.ui.enabled", "false", "spark.ui.showConsoleProgress", "false", "spark.log.level", level)
                .forEach(conf::setIfMissing);
        String options = conf.get(JVM_OPTIONS, "");
        if (!options.contains("jdk.incubator.vector")) {
            conf.set(JVM_OPTIONS, (JVM + " " + options).strip());
        }
        Path home = home();
        String jars = conf.get(JARS, "");
        if (Files.isRegularFile(home) && !jars.contains(String.valueOf(home.getFileName()))) {
            conf.set(JARS, jars.isEmpty() ? home.toString() : home + "," + jars);
        }
    }

    /** The jar with this class, which holds all of Sluice when it was built for clusters. */
    private static Path home() {
        try {
            return Path.of(SparkConnection.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place cannot be read", e);
        }
    }

    /** Spark tries for a minute before it says that nobody is there. */
    private static void dial(String address) {
        if (!address.startsWith(STANDALONE)) {
            return;
        }
        List<String> hosts = List.of(address.substring(STANDALONE.length()).split(",", -1));
        IOException last = new IOException("no address");
        for (String host : hosts) {
            var matcher = ADDRESS.matcher(host);
            if (!matcher.matches()) {
                throw new ClusterException("the address of a standalone master has the form spark://HOST:PORT, but was "
                        + address + " [Sluice/NoMaster]");
            }
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))), DIAL_MILLIS);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new ClusterException(
                "there must be a Spark master at " + address + ", but nothing answers there: " + last.getMessage()
                        + "; start it, or correct the address. The master's page at port 8080 shows it [Sluice/NoMaster]",
                last);
    }

    private static ClusterException refused(String address, Exception e) {
        return new ClusterException(
                "something answers at " + address + ", but does not take this program (Spark "
                        + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                        + "): it is another version of Spark, or no Spark master; take that cluster's own spark-submit with"
                        + " sluice-on-spark.jar [Sluice/SparkVersion]",
                e);
    }

    private static ClusterException unknown(String address, Exception e) {
        return new ClusterException(
                "Spark cannot use the master '" + address + "': " + e.getMessage()
                        + "; known are spark://HOST:PORT, local[N], yarn and k8s://… [Sluice/NoMaster]",
                e);
    }

    /** The time that a program waits for an executor while there is none. */
    public Duration patience() {
        return Duration.ofSeconds(context.getConf().getTimeAsSeconds("spark.sluice.patience", "60s"));
    }

    /** Spark waits for executors without end and says so in its log alone. */
    private void awaitExecutor() {
        Duration patience = patience();
        if (isLocal()) {
            return;
        }
        long end = System.nanoTime() + patience.toNanos();
        while (!stopped() && slots() == 0) {
            if (System.nanoTime() > end) {
                SparkConf conf = context.getConf();
                // This process is in the list as well.
                if (context.sc().statusTracker().getExecutorInfos().length > 1) {
                    throw tooFewCores(conf, "no executor has so many", null);
                }
                throw new ClusterException("the cluster gave no executor within " + patience.toSeconds()
                        + " s. Each was to have " + conf.get("spark.executor.memory", "1g") + " of memory"
                        + " (spark.executor.memory) and "
                        + conf.get("spark.executor.cores", "all its worker's")
                        + " cores; does a worker have so much free, and can it reach "
                        + conf.get("spark.driver.host", "this machine") + "? [Sluice/NoExecutor]");
            }
            pause();
        }
        if (stopped()) {
            throw new ClusterException(
                    "the cluster gave this program up before an executor was there; the logs of its master and"
                            + " workers tell why. Executors that cannot start, for want of memory, Java or jars, are the usual reason"
                            + " [Sluice/NoExecutor]");
        }
    }

    private static ClusterException tooFewCores(SparkConf conf, String finding, @Nullable Exception e) {
        return new ClusterException(
                "a task needs " + conf.get("spark.task.cpus", "1") + " cores of one executor (spark.task.cpus), but "
                        + finding
                        + "; ask for fewer, or give executors more (spark.executor.cores) on workers that have them"
                        + " [Sluice/TooFewCores]",
                e);
    }

    /** The number of tasks that the cluster can run at once, which changes while executors come and go. */
    public int slots() {
        SparkContext spark = context.sc();
        return spark.isStopped()
                ? 0
                : spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /**
     * Takes back what was sent, and waits until executors have dropped it. Spark's own {@code destroy} asks them without waiting:
     * when the program ends before they answer, its terminal gets a stack trace of Scala's futures.
     */
    public static void takeBack(Broadcast<?> sent) {
        try {
            sent.unpersist(true);
        } catch (Exception e) {
            // Scala declares no exceptions. A connection that is closed, or was lost, has nothing left to drop.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean stopped() {
        return context.sc().isStopped();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for an executor");
        }
    }

    @Override
    public void close() {
        if (own) {
            // Executors that still report to a driver that has left are errors in Spark's log, and none of the user's.
            context.setLogLevel("OFF");
            context.close();
        }
    }
}
