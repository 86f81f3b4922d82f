package dev.sluice.tuning.journal;

import dev.sluice.core.experiment.record.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * The folder of a study.
 *
 * <pre>
 *   study.json        what is searched and how; what must stay the same for the study to go on
 *   study.yaml        the experiment with its domains, where an experiment is searched
 *   journal/W.jsonl   what the process W did, line by line; nobody else writes there
 *   processes/W.json  its heartbeat
 *   fences/W          how much of its journal counts, once it was taken for dead
 *   claims/J-G        who does job J, as the G-th to try
 *   trials/N          the run of trial N
 * </pre>
 *
 * @param path of the folder
 */
public record StudyFolder(Path path) {
    static final String ENDING = ".jsonl";
    /** What is searched and how. */
    public static final String DEFINITION = "study.json";

    /** The experiment that is searched. */
    public static final String EXPERIMENT = "study.yaml";

    /** Key in a process's file: seconds for which anybody has worked on the study. */
    static final String ACTIVE = "active";

    /**
     * Begins the study, if nobody has.
     *
     * @param definition what goes into {@link #definition()}
     * @return whether it was this call that began it
     */
    public boolean begin(String definition) throws IOException {
        for (Path inside : List.of(journals(), processes(), fences(), claims(), trials())) {
            Files.createDirectories(inside);
        }
        return !isStudy() && Exclusive.create(definition(), draft(), definition);
    }

    /** Keeps a text under a name, as a whole. */
    public void write(String name, String text) throws IOException {
        Exclusive.replace(path.resolve(name), draft(), text);
    }

    private Path draft() {
        return path.resolve(".study-" + ProcessHandle.current().pid() + ".draft");
    }

    /** Whether a study was begun here. */
    public boolean isStudy() {
        return Files.exists(definition());
    }

    /** The study's name: the name of the folder. */
    public String name() {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    /** What is searched and how. */
    public Path definition() {
        return path.resolve(DEFINITION);
    }

    /** The experiment that is searched. */
    public Path experiment() {
        return path.resolve(EXPERIMENT);
    }

    /** The folder of all trials. */
    public Path trials() {
        return path.resolve("trials");
    }

    Path journals() {
        return path.resolve("journal");
    }

    Path journal(String process) {
        return journals().resolve(process + ENDING);
    }

    Path processes() {
        return path.resolve("processes");
    }

    Path process(String process) {
        return processes().resolve(process + ".json");
    }

    Path fences() {
        return path.resolve("fences");
    }

    Path fence(String process) {
        return fences().resolve(process);
    }

    /** The file by which a process signs its claims. */
    Path signature(String process) {
        return claims().resolve("." + process);
    }

    Path claims() {
        return path.resolve("claims");
    }

    /** Seconds for which anybody has worked on the study. */
    public double activeSeconds() throws IOException {
        double active = 0;
        for (String name : names(processes())) {
            Object seconds = facts(processes().resolve(name)).get(ACTIVE);
            active = seconds instanceof Number number ? Math.max(active, number.doubleValue()) : active;
        }
        return active;
    }

    /** What a process tells of itself; nothing if it was killed before it could. */
    Map<String, Object> facts(String process) throws IOException {
        return facts(process(process));
    }

    private static Map<String, Object> facts(Path file) throws IOException {
        try {
            return Json.parse(Files.readString(file));
        } catch (NoSuchFileException | JacksonException e) {
            return Map.of();
        }
    }

    /** Names of the files in one of the folders, in no order; none if it is missing. */
    static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return names;
    }
}
