package dev.sluice.core.experiment.promotion;

import dev.sluice.core.experiment.ModelCard;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.record.FileSums;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.JsonFile;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.yaml.JavaValues;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.experiment.yaml.YamlWriter;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.option.OptionKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the folder of a version from a finished run. */
final class Promotion {
    /** What is copied, where a run has it, beside the files of its result. */
    private static final List<RunFile> RECORDS =
            List.of(RunFile.METRICS, RunFile.PROVENANCE, RunFile.PATCH, RunFile.STATUS);
    /** Written anew: they say where relative paths begin. */
    private static final List<RunFile> MOVED = List.of(RunFile.OPTIONS, RunFile.EXPERIMENT);

    private final Run run;
    private final Path folder;

    private Promotion(Run run, Path folder) {
        this.run = run;
        this.folder = folder;
    }

    /**
     * Writes a version into an empty folder, down to the disk.
     *
     * @throws RunException if the run has no proven file, or one of its files has changed
     */
    static void write(Run run, Path folder) throws IOException {
        requireFinished(run);
        requireProven(run);
        new Promotion(run, folder).write();
    }

    private static void requireFinished(Run run) throws IOException {
        boolean proven = run.state() == RunState.FINISHED
                && run.results()
                        .map(results ->
                                results.export() != null && results.export().passed())
                        .orElse(false);
        if (!proven) {
            throw new RunException("a model must be exported and proven before it is promoted, but the run " + run.id()
                    + (run.state() == RunState.FINISHED
                            ? " has no proven file; 'sluice export " + run.path() + "' makes one"
                            : " is " + OptionKey.written(run.state()))
                    + " [Sluice/NotProven]");
        }
        List<String> changed = run.changedFiles();
        if (!changed.isEmpty()) {
            throw new RunException("a run must be promoted with the files that it wrote, but in " + run.path()
                    + " have changed: " + String.join("; ", changed) + " [Sluice/FileChanged]");
        }
    }

    /**
     * Checks that the exported file is the one that the proof is about.
     *
     * @throws RunException if it is another
     */
    static void requireProven(Run run) throws IOException {
        Optional<String> proven = proven(run);
        if (proven.isPresent() && Files.exists(run.file(RunFile.MODEL))) {
            String there = Fingerprint.of(run.file(RunFile.MODEL));
            if (!there.equals(proven.get())) {
                throw new RunException("a model must be the file that was proven, but " + run.file(RunFile.MODEL)
                        + " has the SHA-256 " + there + ", and " + run.file(RunFile.PROOF) + " is about " + proven.get()
                        + " [Sluice/FileChanged]");
            }
        }
    }

    /** SHA-256 of the file that the proof is about; empty where the format has none. */
    private static Optional<String> proven(Run run) throws IOException {
        Path proof = run.file(RunFile.PROOF);
        return Files.exists(proof) && Json.parse(Files.readString(proof)).get("sha256") instanceof String sha256
                ? Optional.of(sha256)
                : Optional.empty();
    }

    private void write() throws IOException {
        Set<String> result = run.checksums().keySet();
        // Names of our own: those in the record may have been changed to lead elsewhere.
        for (RunFile file : RunFile.values()) {
            boolean wanted = RECORDS.contains(file) || result.contains(file.fileName());
            if (wanted && !MOVED.contains(file) && Files.isRegularFile(run.file(file))) {
                Files.copy(run.file(file), file.in(folder));
            }
        }
        YamlNode.Fields moved = moved();
        Files.writeString(RunFile.OPTIONS.in(folder), Json.pretty(JavaValues.value(moved)));
        Files.writeString(RunFile.EXPERIMENT.in(folder), YamlWriter.write(moved));
        Files.writeString(folder.resolve(ModelVersion.CARD), ModelCard.of(run));
        Provenance provenance = run.provenance()
                .orElseThrow(
                        () -> new RunException("the run " + run.id() + " has no " + RunFile.PROVENANCE.fileName()));
        JsonFile.write(
                folder.resolve(Lineage.FILE),
                Lineage.of(run, provenance, proven(run).orElse(null)));
        JsonFile.write(RunFile.SUMS.in(folder), sums());
        force();
    }

    /** The experiment, whose relative paths mean the same from here. */
    private YamlNode.Fields moved() throws IOException {
        Path from = run.file(RunFile.EXPERIMENT);
        Problems problems = new Problems();
        YamlNode tree = YamlReader.file(run.experiment(), from.toString(), problems);
        problems.failIfAny(from.toString());
        if (!(tree instanceof YamlNode.Fields fields)) {
            throw new RunException(from + " is not an experiment; was it changed by hand?");
        }
        Path beside = run.path().toAbsolutePath();
        Path files =
                fields.get("folder") instanceof YamlNode.Scalar relative ? beside.resolve(relative.text()) : beside;
        return ResolvedExperiment.moved(fields, files, folder);
    }

    private FileSums sums() throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        for (RunFile file : RunFile.values()) {
            if (run.checksums().containsKey(file.fileName()) && Files.isRegularFile(file.in(folder))) {
                sums.put(file.fileName(), Fingerprint.of(file.in(folder)));
            }
        }
        return new FileSums(sums);
    }

    private void force() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
    }
}
