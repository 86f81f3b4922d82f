package dev.sluice.cluster.site;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.DataFolders;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.SharedData;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

/** An experiment in an executor, unpacked once and shared by all its tasks, with the data that they have read. */
public final class Site {
    private static final Map<String, Site> OPEN = new ConcurrentHashMap<>();
    private static final String DRIVER = "driver";

    private final Experiment experiment;
    private Optional<OpenExperiment> open = Optional.empty();
    private final SharedData data = new SharedData();
    private final Path place;

    private Site(Experiment experiment, Path place) {
        this.experiment = experiment;
        this.place = place;
    }

    /**
     * The site of a shipment in this process.
     *
     * @throws ClusterException if what was shipped is not what the driver has
     */
    public static Site of(Shipment shipment) throws IOException {
        synchronized (OPEN) {
            Site site = OPEN.get(shipment.archive());
            if (site == null) {
                site = open(shipment, Path.of(SparkFiles.get(shipment.archive())));
                OPEN.put(shipment.archive(), site);
            }
            return site;
        }
    }

    private static Site open(Shipment shipment, Path archive) throws IOException {
        Path root = Files.createTempDirectory(
                // Relative on executors of their own.
                Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().normalize(), "site-");
        unpack(archive, root);
        Path shared = root.resolve(Shipment.SHARED);
        if (Files.isDirectory(shared) && !SparkEnv.get().executorId().equals(DRIVER)) {
            // This process runs tasks of one application alone.
            System.setProperty(DataFolders.PROPERTY, shared.toString());
        }
        Path place = root.resolve(Shipment.inside(Path.of(shipment.place())));
        List<Path> jars = shipment.jars().stream()
                .map(jar -> root.resolve(Shipment.inside(Path.of(jar))))
                .toList();
        Registry registry = Plugins.load(root.resolve("plugins"), jars);
        List<String> here = Shipment.identities(registry);
        if (!here.equals(shipment.plugins())) {
            throw new ClusterException("executors need the plugins of the driver, " + shipment.plugins()
                    + ", but have " + here
                    + "; list the jars under 'plugins' in the experiment, or put them into the folder"
                    + " ./plugins of the driver, and take the same Sluice on both sides [Sluice/ExecutorPlugins]");
        }
        return new Site(Experiment.load(place.resolve(Shipment.EXPERIMENT)).withRegistry(registry), place);
    }

    private static void unpack(Path archive, Path root) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                Path file = root.resolve(entry.getName()).normalize();
                if (!file.startsWith(root)) {
                    throw new IOException("an archive's entry leads out of its folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy((InputStream) zip, file);
                entry = zip.getNextEntry();
            }
        }
    }

    /** The experiment of a study, whose relative paths lead to the shipped files. */
    public synchronized OpenExperiment open() {
        OpenExperiment opened = open.orElseGet(experiment::open);
        open = Optional.of(opened);
        return opened;
    }

    /** The experiment of a run, whose relative paths lead to the shipped files. */
    public ResolvedExperiment resolved() {
        return experiment.resolve();
    }

    /** The data of the trials and replicas of this process. */
    public SharedData data() {
        return data;
    }

    /** The counterpart of the experiment's folder. */
    public Path place() {
        return place;
    }
}
