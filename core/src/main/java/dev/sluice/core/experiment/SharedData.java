package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.GivenExamples;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.StreamConfig;
import dev.sluice.core.data.forecast.ForecastConfig;
import dev.sluice.core.data.prepare.PrepareConfig;
import dev.sluice.core.data.prepare.ResampleConfig;
import dev.sluice.core.data.prepare.WindowsConfig;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * The data of several runs of one process: examples are read once, and prepared once for all runs that prepare them alike.
 * Safe for several threads.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class SharedData {
    /** Prepared data are large; runs that prepare them in many ways make each anew. */
    private static final int MOST_KEPT = 3;

    private final List<Example> given;
    private final Map<SourceKey, Examples> examples = new LinkedHashMap<>();
    private final Map<StageKey, Stage> stages = new LinkedHashMap<>();
    private final Map<DataKey, Prepared> prepared = new LinkedHashMap<>();

    /** Data that experiments read from their sources. */
    public SharedData() {
        this(List.of());
    }

    private SharedData(List<Example> given) {
        this.given = given;
    }

    /** Examples that a program gives, for experiments with {@link Experiment#withExamples}. */
    public static SharedData of(Iterable<Example> examples) {
        List<Example> all = new ArrayList<>();
        examples.forEach(all::add);
        return new SharedData(List.copyOf(all));
    }

    /** A source as it is written, as components have no equality, and the targets of which several classes may hold. */
    private record SourceKey(Path folder, String source, Set<String> severalMayHold) {}

    private record DataKey(
            StageKey stage,
            Preparation preparation,
            ForecastConfig forecast,
            WindowsConfig windows,
            StreamConfig stream) {}

    /** What comes before a model's own wishes. */
    private record StageKey(
            SourceKey source,
            SplitConfig split,
            ResampleConfig resample,
            List<PrepareConfig> prepare,
            String contract,
            boolean windows,
            boolean next) {}

    private record Stage(DividedData data, DataReport report) {}

    private record Examples(List<Example> examples, DataRecord record, DataReport report) {}

    private record Prepared(PreparedData data, DataReport report) {}

    /**
     * The data of a run.
     *
     * @param record of the examples
     */
    record Loaded(PreparedData data, DataRecord record) {}

    /** The number of an experiment's examples and the SHA-256 of them all. */
    @API(status = API.Status.INTERNAL)
    public String fingerprint(ResolvedExperiment experiment) throws IOException {
        return fingerprint(load(experiment).record());
    }

    static String fingerprint(DataRecord record) {
        return record.examples() + " examples with SHA-256 " + record.sha256();
    }

    /**
     * The data of an experiment.
     *
     * @throws IOException if they cannot be read
     * @throws DataException if they are not right
     */
    synchronized Loaded load(ResolvedExperiment experiment) throws IOException {
        ExperimentConfig config = experiment.config();
        SourceKey source = new SourceKey(
                experiment.folder(), experiment.written("data.source"), DataReading.severalMayHold(config));
        Examples read = examples.get(source);
        if (read == null) {
            DataReport report = new DataReport();
            boolean fromJava = !given.isEmpty() && config.data().source() instanceof GivenExamples;
            List<Example> loaded = fromJava ? given : DataReading.of(experiment, report);
            read = new Examples(loaded, DataRecord.of(loaded), report);
            keep(examples, source, read);
        }
        TextRules rules = TextRules.of(experiment);
        DataPreparation preparation =
                new DataPreparation(experiment, rules, Imports.read(experiment).map(ImportedFile::model));
        Optional<DataContract> fixed = GivenContract.of(experiment);
        StageKey stageKey = new StageKey(
                source,
                config.data().split(),
                config.data().resample(),
                config.data().prepare(),
                fixed.isPresent() ? ModelFile.write(fixed.get()) : "",
                config.data().forecast().isOn() || config.data().windows().isOn(),
                config.data().next());
        Stage stage = stages.get(stageKey);
        if (stage == null) {
            DataReport report = new DataReport();
            report.add(read.report());
            stage = new Stage(DividedData.of(experiment, read.examples(), fixed, report), report);
            keep(stages, stageKey, stage);
        }
        DataKey key = new DataKey(
                stageKey,
                preparation.preparation(stage.data().form()),
                config.data().forecast(),
                config.data().windows(),
                config.data().stream());
        Prepared made = prepared.get(key);
        if (made == null) {
            DataReport report = new DataReport();
            report.add(stage.report());
            PreparedData data = fixed.isPresent()
                    ? GivenContract.encoded(config, stage.data(), fixed.get())
                    : prepared(config, rules, stage.data(), key.preparation(), report);
            report.categories(data.contract(), read.examples());
            made = new Prepared(data, report);
            keep(prepared, key, made);
        }
        preparation.check(made.data());
        DataRecord record = rules.files().map(read.record()::withTokenizers).orElse(read.record());
        return new Loaded(made.data(), record.with(made.report()));
    }

    private static PreparedData prepared(
            ExperimentConfig config, TextRules rules, DividedData divided, Preparation wishes, DataReport report) {
        PreparedData data = divided.forecast(config)
                .map(windows -> windows.prepare(divided.division(), wishes, report))
                .orElseGet(() -> PreparedData.of(divided.split(config.data(), rules), wishes, report)
                        .asStream(config.data().stream()));
        return divided.form().changes().isEmpty()
                ? data
                : data.after(divided.form().changes());
    }

    /** Keeps a value in place of the oldest, where there are too many. */
    private static <K, V> void keep(Map<K, V> map, K key, V value) {
        if (map.size() >= MOST_KEPT) {
            map.remove(map.keySet().iterator().next());
        }
        map.put(key, value);
    }
}
