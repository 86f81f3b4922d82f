package dev.sluice.dashboard.view;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An exported model.
 *
 * @param proof content of {@code proof.json}
 * @param bytes of the file
 * @param inputs that it reads
 * @param unreadable reasons why parts are missing
 */
public record ModelView(
        String id, String name, Map<String, Object> proof, long bytes, List<Input> inputs, List<String> unreadable) {
    private static final int MOST_MODELS = 500;

    /**
     * An input, for a form.
     *
     * @param kind {@code text}, {@code series}, {@code static} or {@code category}
     * @param columns names of its numbers; may be empty
     */
    public record Input(String name, String kind, List<String> columns) {}

    /** The runs with an exported model, newest first, with the facts that a list shows. */
    public static List<Map<String, String>> list(RunTable table) {
        List<Map<String, String>> models = new ArrayList<>();
        for (RunFacts facts : table.withoutArchived().rows().reversed()) {
            Map<String, String> results = facts.group(FactGroup.RESULTS);
            if (results.containsKey("export.passed") && models.size() < MOST_MODELS) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("id", facts.run().id());
                row.put(
                        "name",
                        facts.group(FactGroup.OPTIONS)
                                .getOrDefault("name", facts.run().id()));
                row.put("started", facts.group(FactGroup.RUN).getOrDefault("started", ""));
                results.forEach((name, value) -> {
                    if (name.startsWith("export.") || name.equals("parameters") || name.startsWith("test.")) {
                        row.put(name, value);
                    }
                });
                models.add(row);
            }
        }
        return models;
    }

    /** The model of a run. */
    public static ModelView of(Run run) {
        Reading reading = new Reading();
        return new ModelView(
                run.id(),
                RunFacts.of(run).group(FactGroup.OPTIONS).getOrDefault("name", run.id()),
                reading.part(() -> TextFile.object(run, RunFile.PROOF), Map.of()),
                reading.part(() -> Files.size(run.file(RunFile.MODEL)), 0L),
                reading.part(() -> inputs(run), List.of()),
                reading.failures());
    }

    private static List<Input> inputs(Run run) throws IOException {
        DataContract contract = TrainedModels.contract(run);
        List<Input> inputs = new ArrayList<>();
        contract.inputs()
                .forEach((name, encoding) -> inputs.add(
                        new Input(name, kind(encoding), contract.columns().of(name))));
        return inputs;
    }

    private static String kind(InputEncoding encoding) {
        return switch (encoding) {
            case InputEncoding.Text text -> "text";
            case InputEncoding.Series series -> "series";
            case InputEncoding.Static numbers -> "static";
            case InputEncoding.Category category -> "category";
        };
    }
}
