package dev.sluice.cluster.site;

import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.DataFolders;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What an executor needs to run trials or replicas of an experiment: the experiment, and an archive that Spark fetches once for each
 * executor, with the files and the plugins' jars.
 *
 * @param archive name of the archive among Spark's files
 * @param place folder that the experiment is in, absolute, on the driver
 * @param jars of plugins, absolute, on the driver
 * @param plugins id, version and, unless they are Sluice's own, checksum
 */
public record Shipment(String archive, String place, List<String> jars, List<String> plugins) implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Folder of files that keep their absolute place, inside the archive. */
    static final String FILES = "files";
    /** Folder of shared data, inside the archive. */
    static final String SHARED = "shared";
    /** The experiment in its folder. */
    static final String EXPERIMENT = "shipped.yaml";

    private static final long MOST_BYTES = 4L << 30;

    /** Copies the lists. */
    public Shipment {
        jars = List.copyOf(jars);
        plugins = List.copyOf(plugins);
    }

    /**
     * Packs the experiment of a study and hands it to Spark.
     *
     * @param place folder of the study
     * @throws ClusterException if there is more than can be shipped
     */
    public static Shipment of(JavaSparkContext context, OpenExperiment open, Path place) throws IOException {
        Path folder = place.toAbsolutePath().normalize();
        return of(context, open.registry(), open.folder(), open.texts(), folder, open.yamlFor(folder));
    }

    /**
     * Packs the experiment of a run and hands it to Spark.
     *
     * @throws ClusterException if there is more than can be shipped
     */
    public static Shipment of(JavaSparkContext context, ResolvedExperiment run) throws IOException {
        Path folder = run.folder().toAbsolutePath().normalize();
        return of(context, run.registry(), run.folder(), run.texts(), folder, run.yamlFor(folder));
    }

    /** Packs an experiment without its data, which executors read where they are. */
    public static Shipment withoutFiles(JavaSparkContext context, ResolvedExperiment run) throws IOException {
        Path folder = run.folder().toAbsolutePath().normalize();
        return of(context, run.registry(), run.folder(), List.of(), folder, run.yamlFor(folder));
    }

    private static Shipment of(
            JavaSparkContext context, Registry registry, Path begin, List<String> texts, Path folder, String yaml)
            throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        NamedFiles.under(begin, texts).forEach(file -> files.put(inside(file), file));
        for (String text : texts) {
            if (DataFolders.isShared(text)) {
                shared(text.substring(DataFolders.PREFIX.length()), files);
            }
        }
        List<String> jars = new ArrayList<>();
        for (LoadedPlugin plugin : registry.plugins()) {
            if (!plugin.bundled()) {
                Path jar = plugin.source().toAbsolutePath().normalize();
                jars.add(jar.toString());
                for (Path file : plugin.files()) {
                    files.put(inside(file), file);
                }
            }
        }
        requireShippable(files);
        Path archive = Files.createTempFile("sluice-shipment-", ".zip");
        // Spark's file server reads it as long as this process lives.
        archive.toFile().deleteOnExit();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.setLevel(Deflater.BEST_SPEED);
            write(zip, inside(folder.resolve(EXPERIMENT)), yaml);
            for (Map.Entry<String, Path> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                Files.copy(file.getValue(), (OutputStream) zip);
                zip.closeEntry();
            }
        }
        context.addFile(archive.toUri().toString());
        return new Shipment(String.valueOf(archive.getFileName()), folder.toString(), jars, identities(registry));
    }

    /** The plugins of an experiment as driver and executors compare them. */
    static List<String> identities(Registry registry) {
        return registry.plugins().stream()
                .map(plugin -> plugin.id() + " " + plugin.version() + (plugin.bundled() ? "" : " " + plugin.sha256()))
                .toList();
    }

    /** The place of a file of the driver's in the archive and below the folder of an executor. */
    public static String inside(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String root = String.valueOf(absolute.getRoot()).replace(":", "").replace('\\', '/');
        String rest = absolute.subpath(0, absolute.getNameCount()).toString().replace('\\', '/');
        return FILES + root + (root.endsWith("/") ? "" : "/") + rest;
    }

    private static void shared(String name, Map<String, Path> files) throws IOException {
        for (Path folder : DataFolders.standard().folders()) {
            Path base = folder.toAbsolutePath().normalize();
            List<Path> found = NamedFiles.matching(base, name);
            for (Path file : found) {
                files.put(SHARED + "/" + base.relativize(file).toString().replace('\\', '/'), file);
            }
            if (!found.isEmpty()) {
                return;
            }
        }
    }

    private static void requireShippable(Map<String, Path> files) throws IOException {
        long bytes = 0;
        Optional<Path> largest = Optional.empty();
        long most = -1;
        for (Path file : files.values()) {
            long size = Files.size(file);
            bytes += size;
            if (size > most) {
                most = size;
                largest = Optional.of(file);
            }
        }
        if (bytes > MOST_BYTES) {
            throw new ClusterException(
                    "files of at most " + (MOST_BYTES >> 30)
                            + " GB are shipped to executors, but those of this experiment have " + (bytes >> 20)
                            + " MB, the largest being "
                            + largest.map(Path::toString).orElse("")
                            + "; put it on a file system that all machines see, and name it by its absolute path [Sluice/TooMuchToShip]");
        }
    }

    private static void write(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
