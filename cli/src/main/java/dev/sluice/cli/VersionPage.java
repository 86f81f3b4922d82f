package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.Lineage;
import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.promotion.Models;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version of a model on one page: its lineage, then the record that it has in the place of a run's. */
record VersionPage(Models models, ModelVersion version, PrintWriter out) {
    void print() throws IOException {
        Run run = version.run();
        Lineage lineage = version.lineage();
        line("model", version.toString());
        List<String> aliases = models.aliases(version.name()).entrySet().stream()
                .filter(alias -> alias.getValue().equals(version.version()))
                .map(Map.Entry::getKey)
                .toList();
        line("aliases", aliases.isEmpty() ? null : String.join(", ", aliases));
        line("promoted", lineage.promoted().toString());
        line("from run", lineage.run());
        line("file", lineage.model() == null ? null : "sha256 " + lineage.model() + ", as proven");
        new RunPage(run, out).print();
    }

    private void line(String name, @Nullable String value) {
        if (value != null) {
            out.println(String.format(Locale.ROOT, "%-11s %s", name, value));
        }
    }
}
