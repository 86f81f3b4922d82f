package dev.sluice.core.experiment.comparison;

import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.GitState;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunNotes;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a run as texts by name, for filters, tables and comparisons: {@code cell}, {@code train.epochs}, {@code
 * validation.accuracy}, {@code test.loss}, {@code state}, {@code tags}. If a file cannot be read, only its facts are missing.
 *
 * @param run that they are about
 * @param groups by group, then by name
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RunFacts(Run run, Map<FactGroup, Map<String, String>> groups) {
    /** The name of the reason why some facts could not be read. */
    static final String UNREADABLE = "unreadable";

    /** Copies the maps, keeping their order. */
    public RunFacts {
        Map<FactGroup, Map<String, String>> copy = new EnumMap<>(FactGroup.class);
        groups.forEach((group, facts) -> copy.put(group, Collections.unmodifiableMap(new LinkedHashMap<>(facts))));
        groups = Collections.unmodifiableMap(copy);
    }

    /** Reads a part of a run into a table. */
    private interface Reading {
        void into(Map<String, String> facts) throws IOException;
    }

    /** The facts of a run, read from its folder. */
    public static RunFacts of(Run run) {
        Map<FactGroup, Map<String, String>> groups = new EnumMap<>(FactGroup.class);
        groups.put(FactGroup.RUN, read(facts -> state(run, facts)));
        groups.put(FactGroup.OPTIONS, read(facts -> {
            if (Files.isRegularFile(run.file(RunFile.EXPERIMENT))) {
                facts.putAll(FlatYaml.of(run.experiment()));
                // The location of the experiment's files is not a property of the experiment.
                facts.remove("folder");
            }
        }));
        provenance(run, groups);
        groups.put(FactGroup.RESULTS, read(facts -> results(run, facts)));
        return new RunFacts(run, groups);
    }

    private static Map<String, String> read(Reading reading) {
        Map<String, String> facts = new LinkedHashMap<>();
        try {
            reading.into(facts);
        } catch (IOException | RunException e) {
            facts.put(UNREADABLE, String.valueOf(e.getMessage()));
        }
        return facts;
    }

    private static void provenance(Run run, Map<FactGroup, Map<String, String>> groups) {
        Map<String, String> data = new LinkedHashMap<>();
        Map<String, String> plugins = new LinkedHashMap<>();
        Map<String, String> machine = new LinkedHashMap<>();
        groups.put(FactGroup.DATA, data);
        groups.put(
                FactGroup.CODE,
                read(facts -> run.provenance().ifPresent(known -> {
                    code(known, facts);
                    if (known.data() != null) {
                        data(known.data(), data);
                    }
                    known.plugins()
                            .forEach(plugin ->
                                    plugins.put("plugin." + plugin.id(), plugin.version() + " " + plugin.sha256()));
                    known.machine()
                            .facts()
                            .forEach((name, value) -> machine.put("machine." + name, String.valueOf(value)));
                })));
        groups.put(FactGroup.PLUGINS, plugins);
        groups.put(FactGroup.MACHINE, machine);
    }

    private static void state(Run run, Map<String, String> facts) {
        facts.put("id", run.id());
        facts.put("state", OptionKey.written(run.state()));
        facts.put("started", run.started().toString());
        run.ended().ifPresent(ended -> {
            facts.put("ended", ended.toString());
            Duration duration = Duration.between(run.started(), ended);
            // Unknown where the clock was set back meanwhile.
            if (!duration.isNegative()) {
                facts.put("seconds", String.valueOf(duration.toMillis() / 1000.0));
            }
        });
        if (!run.message().isEmpty()) {
            facts.put("message", run.message());
        }
        run.group().ifPresent(group -> {
            facts.put("group", group.first());
            facts.put("member", String.valueOf(group.member()));
            facts.put("members", String.valueOf(group.members()));
        });
        RunNotes notes = run.notes();
        facts.put("tags", String.join(", ", notes.tags()));
        facts.put("note", notes.note());
        facts.put("archived", String.valueOf(notes.archived()));
    }

    private static void data(DataRecord data, Map<String, String> facts) {
        facts.put("data.sha256", data.sha256());
        facts.put("data.examples", String.valueOf(data.examples()));
        data.counts().forEach((name, count) -> facts.put("data." + name, String.valueOf(count)));
    }

    private static void code(Provenance provenance, Map<String, String> facts) {
        facts.put("sluice", provenance.sluice());
        GitState git = provenance.git();
        put(facts, "commit", git.commit());
        put(facts, "branch", git.branch());
        put(facts, "dirty", git.dirty());
        put(facts, "diff_sha256", git.diffSha256());
    }

    private static void put(Map<String, String> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }

    private static void results(Run run, Map<String, String> facts) throws IOException {
        Run.Progress progress = run.progress();
        facts.put("epochs", String.valueOf(progress.epochs()));
        progress.best().ifPresent(best -> {
            facts.put("best_epoch", String.valueOf(best.epoch()));
            facts.put("training.loss", String.valueOf(best.trainingLoss()));
            scores("validation.", best.validation(), facts);
        });
        String weights = run.checksums().get(RunFile.WEIGHTS.fileName());
        put(facts, "weights_sha256", weights);
        Optional<Results> results = run.results();
        results.ifPresent(known -> {
            scores("test.", known.test().scores(), facts);
            known.baselines()
                    .forEach(baseline -> baseline.figures()
                            .metrics()
                            .forEach((name, value) ->
                                    facts.put("baseline." + baseline.name() + "." + name, String.valueOf(value))));
            if (known.verdict() != null) {
                facts.put("beats_baselines", String.valueOf(known.verdict().beatsAll()));
            }
            facts.put("test.examples", String.valueOf(known.test().examples()));
            facts.put("parameters", String.valueOf(known.size().parameters()));
            facts.put("ended_because", OptionKey.written(known.training()));
            Results.Export export = known.export();
            if (export != null) {
                facts.put("export.passed", String.valueOf(export.passed()));
                facts.put("export.largest_difference", String.valueOf(export.largestDifference()));
            }
        });
    }

    private static void scores(String prefix, Scores scores, Map<String, String> facts) {
        facts.put(prefix + Scores.LOSS, String.valueOf(scores.loss()));
        scores.metrics().forEach((name, value) -> facts.put(prefix + name, String.valueOf(value)));
    }

    /** The facts of a group, by name. */
    public Map<String, String> group(FactGroup group) {
        return groups.getOrDefault(group, Map.of());
    }

    /** All names. */
    public List<String> names() {
        return groups.values().stream()
                .flatMap(facts -> facts.keySet().stream())
                .toList();
    }

    /**
     * A fact.
     *
     * @param name full, as {@code model.encoder.hidden}, or the end of a path, as {@code hidden}, for the fact with the
     *     shortest such path, the first of several, so that {@code cell} is {@code model.encoder.cell}
     * @return empty if the run has no such fact
     */
    public Optional<String> value(String name) {
        return named(name).or(() -> {
            String end = "." + name;
            return groups.values().stream()
                    .flatMap(facts -> facts.keySet().stream())
                    .filter(full -> full.endsWith(end))
                    .min(Comparator.comparingLong(RunFacts::depth))
                    .flatMap(this::named);
        });
    }

    private Optional<String> named(String full) {
        return groups.values().stream()
                .map(facts -> facts.get(full))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static long depth(String path) {
        return path.chars().filter(character -> character == '.').count();
    }
}
