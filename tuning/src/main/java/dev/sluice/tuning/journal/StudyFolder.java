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
 *   study.json        definition of the study, which must not change when it is continued
 *   study.yaml        the experiment with its domains, if the study is of an experiment
 *   journal/W.jsonl   journal of process W, written by that process only
 *   processes/W.json  its heartbeat
 *   fences/W          number of valid bytes of its journal, once it was presumed dead
 *   claims/J-G        the G-th claim of job J, which names its owner
 *   trials/N          the run of trial N
 * </pre>
 *
 * @param path of the folder
 */
public record StudyFolder(Path path) {
    static final String ENDING = ".jsonl";
    /** Name of the file that defines the study. */
    public static final String DEFINITION = "study.json";

    /** Name of the file of the experiment that is searched. */
    public static final String EXPERIMENT = "study.yaml";

    /** Key in a process's file: seconds during which at least one process worked on the study. */
    static final String ACTIVE = "active";

    /**
     * Creates the study, unless it exists.
     *
     * @param definition content of the file {@link #definition()}
     * @return whether this call created the study
     */
    public boolean begin(String definition) throws IOException {
        for (Path inside : List.of(journals(), processes(), fences(), claims(), trials())) {
            Files.createDirectories(inside);
        }
        return !isStudy() && Exclusive.create(definition(), draft(), definition);
    }

    /** Writes a file of the given name atomically. */
    public void write(String name, String text) throws IOException {
        Exclusive.replace(path.resolve(name), draft(), text);
    }

    private Path draft() {
        return path.resolve(".study-" + ProcessHandle.current().pid() + ".draft");
    }

    /** Returns whether the folder contains a study. */
    public boolean isStudy() {
        return Files.exists(definition());
    }

    /** The study's name: the name of the folder. */
    public String name() {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    /** The file that defines the study. */
    public Path definition() {
        return path.resolve(DEFINITION);
    }

    /** The file of the experiment that is searched. */
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

    /** Seconds during which at least one process worked on the study. */
    public double activeSeconds() throws IOException {
        double active = 0;
        for (String name : names(processes())) {
            Object seconds = facts(processes().resolve(name)).get(ACTIVE);
            active = seconds instanceof Number number ? Math.max(active, number.doubleValue()) : active;
        }
        return active;
    }

    /** The content of a process's file; empty if the process was killed before writing it. */
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

    /** Names of the files in a folder, in no particular order; none if the folder is missing. */
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
