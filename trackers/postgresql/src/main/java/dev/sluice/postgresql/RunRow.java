package dev.sluice.postgresql;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.option.OptionKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as the database holds it.
 *
 * @param columns of its row by name; null where unknown
 * @param options of the experiment by path
 * @param artifacts SHA-256 by file
 */
record RunRow(
        String id,
        Instant started,
        Map<String, @Nullable Object> columns,
        Map<String, String> options,
        Map<String, String> artifacts) {
    /** The row of a run in a state, which must have a provenance. */
    static RunRow of(Run run, RunState state) {
        Provenance provenance = run.provenance().orElseThrow();
        Map<String, String> options = RunFacts.of(run).group(FactGroup.OPTIONS);
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("experiment", text(options.getOrDefault("name", "")));
        columns.put("state", OptionKey.written(state));
        columns.put("ended", run.ended().orElse(null));
        columns.put("message", text(run.message()));
        columns.put("seed", provenance.seed());
        columns.put("sluice", provenance.sluice());
        columns.put("commit", provenance.git().commit());
        columns.put("branch", provenance.git().branch());
        columns.put("dirty", provenance.git().dirty());
        columns.put(
                "data_sha256",
                provenance.data() == null ? null : provenance.data().sha256());
        columns.put("continues", provenance.continues());
        columns.put("repeats", provenance.repeats());
        columns.put("group_first", run.group().map(group -> group.first()).orElse(null));
        columns.put("tags", run.notes().tags().stream().map(RunRow::text).toArray(String[]::new));
        columns.put("note", text(run.notes().note()));
        Map<String, String> values = new HashMap<>();
        options.forEach((name, value) -> values.put(text(name), text(value)));
        return new RunRow(run.id(), run.started(), columns, values, run.checksums());
    }

    /** A text of the database cannot hold the character of code zero. */
    static String text(String any) {
        return any.replace('\0', '\uFFFD');
    }
}
