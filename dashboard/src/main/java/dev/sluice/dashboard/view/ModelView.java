package dev.sluice.dashboard.view;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.experiment.ContractWords;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An exported model.
 *
 * @param proof content of {@code proof.json}
 * @param bytes of the file
 * @param inputs that it reads
 * @param targets that it predicts
 * @param unreadable reasons why parts are missing
 */
public record ModelView(
        String id,
        String name,
        Map<String, Object> proof,
        long bytes,
        List<Input> inputs,
        List<Target> targets,
        List<String> unreadable) {
    private static final int MOST_MODELS = 500;

    /**
     * An input, for a form.
     *
     * @param kind {@code text}, {@code series}, {@code static} or {@code category}
     * @param words about its content
     * @param columns names of its numbers; may be empty
     */
    public record Input(String name, String kind, String words, List<String> columns) {}

    /**
     * A target.
     *
     * @param words about its content
     */
    public record Target(String name, String words) {}

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
        return of(run, RunFacts.of(run).group(FactGroup.OPTIONS).getOrDefault("name", run.id()));
    }

    /** The model in the folder of a run, or of a version, which has the files of one. */
    static ModelView of(Run run, String name) {
        Reading reading = new Reading();
        Optional<DataContract> contract =
                reading.part(() -> Optional.of(TrainedModels.contract(run)), Optional.empty());
        return new ModelView(
                run.id(),
                name,
                reading.part(() -> TextFile.object(run, RunFile.PROOF), Map.of()),
                reading.part(() -> Files.size(run.file(RunFile.MODEL)), 0L),
                contract.map(ModelView::inputs).orElse(List.of()),
                contract.map(ModelView::targets).orElse(List.of()),
                reading.failures());
    }

    private static List<Input> inputs(DataContract contract) {
        List<Input> inputs = new ArrayList<>();
        contract.inputs()
                .forEach((name, encoding) -> inputs.add(new Input(
                        name,
                        kind(encoding),
                        ContractWords.of(contract, name, encoding),
                        contract.columns().of(name))));
        return inputs;
    }

    private static List<Target> targets(DataContract contract) {
        List<Target> targets = new ArrayList<>();
        contract.targets()
                .forEach((name, encoding) -> targets.add(new Target(name, ContractWords.of(contract, name, encoding))));
        return targets;
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
