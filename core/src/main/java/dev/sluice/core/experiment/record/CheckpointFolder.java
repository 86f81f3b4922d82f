package dev.sluice.core.experiment.record;

import dev.sluice.core.file.WholeFile;
import dev.sluice.core.tensor.SafetensorsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code checkpoints/}: the newest states of a run's training, one file for each, named after its step. A file gets its
 * name once all of it is on disk, and only then are older ones removed.
 */
public final class CheckpointFolder {
    private static final String NAME = "checkpoints";
    private static final String ENDING = ".safetensors";

    private final Path run;
    private final Path folder;

    public CheckpointFolder(Path run) {
        this.run = run;
        this.folder = run.resolve(NAME);
    }

    /** Saves a state and removes all but the newest {@code keep}. */
    public void save(Checkpoint checkpoint, int keep) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
            // A checkpoint cannot be used without the experiment beside it.
            forceFiles();
        }
        String step = String.format(
                Locale.ROOT, "step-%010d", checkpoint.state().position().step());
        checkpoint.file().write(folder.resolve(step + ENDING));
        force(folder);
        keepNewest(keep);
    }

    /** Removes all states but the newest, and the folder with the last one. */
    public void keepNewest(int keep) throws IOException {
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
            Files.delete(old);
        }
        if (keep == 0) {
            removePartial();
            Files.deleteIfExists(folder);
        }
    }

    /**
     * The newest state that can be read.
     *
     * @param note receives a line about each file that cannot
     */
    public Optional<Checkpoint> latest(Consumer<String> note) throws IOException {
        List<Path> files = newestFirst();
        for (Path file : files) {
            try {
                return Optional.of(Checkpoint.read(file));
            } catch (IOException | SafetensorsException e) {
                note.accept("A checkpoint cannot be used, "
                        + (file.equals(files.getLast())
                                ? "and there is none before it: "
                                : "so the one before is taken: ")
                        + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Returns whether there is no checkpoint, readable or not. */
    boolean isEmpty() {
        try {
            return newestFirst().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    /** Removes files that a killed process left half written. */
    public void removePartial() throws IOException {
        for (Path file : files(WholeFile.PARTIAL)) {
            Files.delete(file);
        }
    }

    private List<Path> newestFirst() throws IOException {
        List<Path> files = files("step-*" + ENDING);
        files.sort(Comparator.<Path>naturalOrder().reversed());
        return files;
    }

    private List<Path> files(String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
                entries.forEach(files::add);
            }
        }
        return files;
    }

    private void forceFiles() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(run, Files::isRegularFile)) {
            for (Path file : entries) {
                try {
                    force(file);
                } catch (NoSuchFileException e) {
                    // Another thread has just given it its name, and forces what it writes itself.
                }
            }
        }
        force(run);
    }

    /** Forces a file, or the entries of a folder, to the disk. */
    private static void force(Path path) throws IOException {
        boolean names = Files.isDirectory(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders, and does not need to force them.
            if (!names) {
                throw e;
            }
        }
    }
}
