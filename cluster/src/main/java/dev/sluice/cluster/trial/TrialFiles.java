package dev.sluice.cluster.trial;

import dev.sluice.tuning.experiment.TrialFolders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of a trial's runs, packed into bytes and back.
 *
 * @param folders of the trials
 * @param trial its number
 * @param repeats runs of the trial
 */
record TrialFiles(TrialFolders folders, int trial, int repeats) {
    /** Signs of the process that writes a run, which mean nothing elsewhere. */
    private static final Set<String> OF_THE_PROCESS = Set.of(".lock", ".lease");

    private static final String INCOMING = ".incoming-";
    private static final String OUTGOING = ".outgoing-";

    /** The files as they are; empty if there are none. */
    byte[] pack() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Path folder : folders.existing(trial, repeats)) {
                for (Path file : files(folder)) {
                    String name = folders.trials().relativize(file).toString().replace('\\', '/');
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, (OutputStream) zip);
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !OF_THE_PROCESS.contains(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Replaces the files. A process that is killed meanwhile leaves the old ones or the new ones, or none: then the trial starts
     * again, to the same results.
     */
    void replace(byte[] packed) throws IOException {
        Path trials = folders.trials();
        Files.createDirectories(trials);
        Path incoming = Files.createTempDirectory(trials, INCOMING);
        Set<Path> arrived = new TreeSet<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                Path file = incoming.resolve(entry.getName()).normalize();
                if (!file.startsWith(incoming)) {
                    throw new IOException("an archive's entry leads out of its folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy((InputStream) zip, file);
                arrived.add(incoming.resolve(incoming.relativize(file).getName(0)));
                entry = zip.getNextEntry();
            }
        }
        Path outgoing = Files.createTempDirectory(trials, OUTGOING);
        for (Path old : folders.existing(trial, repeats)) {
            Files.move(old, outgoing.resolve(old.getFileName()));
        }
        for (Path folder : arrived) {
            Files.move(folder, trials.resolve(folder.getFileName()));
        }
        remove(outgoing);
        remove(incoming);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
