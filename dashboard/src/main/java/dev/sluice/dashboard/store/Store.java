package dev.sluice.dashboard.store;

import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.study.Studies;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folders of runs and studies, read only. What has no name in them cannot be asked for. */
public final class Store {
    /** The largest picture that is handed out, in bytes. */
    private static final long MOST_PICTURE = 32 << 20;

    private static final int MOST_PICTURES = 60;
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final Path runs;
    private final Path studies;
    private @Nullable RunTable table;
    private long read;

    /**
     * A store.
     *
     * @param runs folder of runs; may be missing
     * @param studies folder of studies; may be missing
     */
    public Store(Path runs, Path studies) {
        this.runs = runs;
        this.studies = studies;
    }

    /** The facts of all runs, not older than a second. */
    public synchronized RunTable table() {
        RunTable known = table;
        if (known == null || System.nanoTime() - read > FRESH) {
            known = RunTable.of(new Runs(runs));
            table = known;
            read = System.nanoTime();
        }
        return known;
    }

    /** Returns whether there is a run of this id, and it can be shown. */
    public boolean isRun(String id) {
        return Inside.entry(runs, id).filter(Files::isDirectory).isPresent() && isWithin(new Run(runs.resolve(id)));
    }

    /** Returns whether all that belongs to a run lies in its folder. */
    public boolean isWithin(Run run) {
        try {
            return Inside.entry(runs, run.id()).isPresent() && !Inside.hasLinks(run.path());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A run by its id.
     *
     * @throws Refusal if there is none
     */
    public Run run(String id) {
        Path path = Inside.entry(runs, id)
                .filter(Files::isDirectory)
                .filter(folder ->
                        Files.exists(RunFile.STATUS.in(folder)) || Files.exists(RunFile.EXPERIMENT.in(folder)))
                .orElseThrow(() -> new Refusal(404, "there is no run '" + shown(id) + "' in the folder of runs"));
        Run run = new Run(path);
        if (!isWithin(run)) {
            throw new Refusal(
                    403,
                    "a run is shown from its own folder, but that of " + shown(id)
                            + " has symbolic links; replace them by the files that they point to");
        }
        return run;
    }

    /** The names of a run's pictures: images in its folder and in folders of it, by their paths from there. */
    public static List<String> pictures(Run run) throws IOException {
        List<String> names = new ArrayList<>();
        addPictures(run.path(), "", names);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(run.path(), Files::isDirectory)) {
            for (Path folder : folders) {
                addPictures(folder, folder.getFileName() + "/", names);
            }
        }
        return names.stream().sorted().limit(MOST_PICTURES).toList();
    }

    /** Of a run that is being written, files come and go: each is looked at by itself. */
    private static void addPictures(Path folder, String prefix, List<String> names) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, file -> isPicture(file.toString()) && Files.isRegularFile(file))) {
            files.forEach(file -> names.add(prefix + file.getFileName()));
        }
    }

    private static boolean isPicture(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".png");
    }

    /**
     * A picture of a run.
     *
     * @param name one of {@link #pictures}
     * @throws Refusal if it is not one of them
     */
    public static byte[] picture(Run run, String name) throws IOException {
        if (!pictures(run).contains(name)) {
            throw new Refusal(404, "the run " + run.id() + " has no picture '" + shown(name) + "'");
        }
        Path file = run.path().resolve(name);
        Path real = file.toRealPath();
        if (!real.startsWith(run.path().toRealPath())) {
            throw new Refusal(403, "the picture '" + shown(name) + "' is a link out of its run");
        }
        if (Files.size(real) > MOST_PICTURE) {
            throw new Refusal(413, "the picture '" + shown(name) + "' has " + (Files.size(real) >> 20) + " MB");
        }
        return Files.readAllBytes(real);
    }

    /** The names of all studies. */
    public List<String> studies() {
        return new Studies(studies).list().stream().map(StudyFolder::name).toList();
    }

    /**
     * A study by its name.
     *
     * @throws Refusal if there is none
     */
    public StudyRecord study(String name) throws IOException {
        Optional<Path> path = Inside.entry(studies, name);
        if (path.isEmpty() || !new StudyFolder(path.get()).isStudy()) {
            throw new Refusal(404, "there is no study '" + shown(name) + "' in the folder of studies");
        }
        return StudyRecord.read(path.get());
    }

    private static String shown(String name) {
        return name.length() > 100 ? name.substring(0, 100) + "…" : name;
    }
}
