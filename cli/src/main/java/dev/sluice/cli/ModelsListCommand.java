package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.Lineage;
import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.promotion.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice models list}. */
@Command(name = "list", description = "List all versions of all models.", mixinStandardHelpOptions = true)
final class ModelsListCommand implements Callable<Integer> {
    private static final int COMMIT_LETTERS = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelsOption option = new ModelsOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Models models = option.models();
        List<List<String>> rows = new ArrayList<>();
        for (String name : models.names()) {
            for (ModelVersion version : models.versions(name)) {
                rows.add(row(version, models.aliases(name)));
            }
        }
        if (rows.isEmpty()) {
            out.println("There are no models in "
                    + option.folder().toAbsolutePath().normalize() + "; 'sluice models add NAME RUN' makes one.");
        } else {
            rows.addFirst(List.of("model", "aliases", "promoted", "commit", "run"));
            new TextTable(rows).print(out);
        }
        return 0;
    }

    private static List<String> row(ModelVersion version, Map<String, String> aliases) {
        Lineage lineage = version.lineage();
        String commit = Objects.requireNonNullElse(lineage.commit(), "");
        return List.of(
                version.toString(),
                String.join(
                        ", ",
                        aliases.entrySet().stream()
                                .filter(alias -> alias.getValue().equals(version.version()))
                                .map(Map.Entry::getKey)
                                .toList()),
                lineage.promoted().toString().substring(0, 10),
                commit.substring(0, Math.min(COMMIT_LETTERS, commit.length())),
                lineage.run());
    }
}
