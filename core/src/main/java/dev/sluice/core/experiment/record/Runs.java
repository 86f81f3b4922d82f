package dev.sluice.core.experiment.record;

import dev.sluice.core.error.Suggestions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** The runs in a folder. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Runs {
    private static final int MOST_SHOWN = 10;
    private static final Pattern ID = Pattern.compile(RunFolder.ID);

    private final Path folder;

    /** The runs in the given folder. */
    public Runs(Path folder) {
        this.folder = folder;
    }

    /** The folder that holds them. */
    public Path folder() {
        return folder;
    }

    /** All runs, oldest first; none if there is no such folder. */
    public List<Run> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Run> runs = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Runs::isRun)) {
            entries.forEach(path -> runs.add(new Run(path)));
        } catch (IOException e) {
            throw new RunException(
                    "the folder of runs " + folder.toAbsolutePath() + " cannot be read: " + e.getMessage());
        }
        return inOrder(runs);
    }

    /** Ids have a resolution of one second, so only runs that began in the same second are asked for their exact time. */
    private static List<Run> inOrder(List<Run> runs) {
        Map<Instant, List<Run>> bySecond = new TreeMap<>();
        for (Run run : runs) {
            Instant began = RunFolder.began(run.id());
            Instant second = began.equals(Instant.EPOCH) ? run.started().truncatedTo(ChronoUnit.SECONDS) : began;
            bySecond.computeIfAbsent(second, key -> new ArrayList<>()).add(run);
        }
        List<Run> order = new ArrayList<>(runs.size());
        for (List<Run> together : bySecond.values()) {
            if (together.size() > 1) {
                Map<String, Instant> exact = new HashMap<>();
                together.forEach(run -> exact.put(run.id(), run.started()));
                together.sort(Comparator.<Run, Instant>comparing(run -> exact.getOrDefault(run.id(), Instant.EPOCH))
                        .thenComparing(Run::id));
            }
            order.addAll(together);
        }
        return order;
    }

    /** Returns whether a folder is a run; one that was killed before it wrote anything is recognized by its name. */
    private static boolean isRun(Path path) {
        return Files.isDirectory(path)
                && (ID.matcher(String.valueOf(path.getFileName())).matches() || Files.exists(RunFile.STATUS.in(path)));
    }

    /**
     * The newest run that was interrupted, or failed after training had been saved, or whose group has not run all its members.
     *
     * @throws RunException if there is none
     */
    public Run latestStopped() {
        List<Run> all = list();
        Set<String> open = RunGroup.of(all).stream()
                .filter(RunGroup::canResume)
                .map(group -> group.members().getLast().id())
                .collect(Collectors.toSet());
        return all.reversed().stream()
                .filter(run -> open.contains(run.id())
                        || (run.canResume() && (run.state() == RunState.INTERRUPTED || run.hasCheckpoint())))
                .findFirst()
                .orElseThrow(() ->
                        new RunException("no run in " + folder.toAbsolutePath().normalize()
                                + " was interrupted, so there is nothing to resume; 'sluice runs' lists them"));
    }

    /**
     * A run.
     *
     * @param name its id, the name of its experiment, the beginning or any other part of the id, {@code latest}, or the path of
     *     its folder; of several runs that fit, those whose experiment has exactly this name come first
     * @throws RunException if there is none, or more than one
     */
    public Run find(String name) {
        Path path = path(name);
        if (isRun(path)) {
            return new Run(path);
        }
        List<Run> all = list();
        if (all.isEmpty()) {
            throw new RunException("there are no runs in " + folder.toAbsolutePath() + "; 'sluice run FILE' makes one");
        }
        if (name.equals("latest")) {
            return all.getLast();
        }
        List<Run> matches = all.stream()
                .filter(run -> RunFolder.experiment(run.id()).equals(name))
                .toList();
        if (matches.isEmpty()) {
            matches = all.stream().filter(run -> run.id().startsWith(name)).toList();
        }
        if (matches.isEmpty()) {
            matches = all.stream().filter(run -> run.id().contains(name)).toList();
        }
        List<String> ids =
                (matches.isEmpty() ? all : matches).stream().map(Run::id).toList();
        if (matches.size() == 1) {
            return matches.getFirst();
        }
        String newest = String.join("\n  ", ids.subList(Math.max(0, ids.size() - MOST_SHOWN), ids.size()));
        throw new RunException(
                matches.isEmpty()
                        ? "no run is called '" + name + "'" + Suggestions.question(name, ids) + "; the newest are\n  "
                                + newest
                        : matches.size() + " runs are called '" + name + "…'; give more of the name:\n  " + newest);
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return folder.resolve("none");
        }
    }
}
