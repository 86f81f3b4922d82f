package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.promotion.Lineage;
import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The list of promoted models. What was read of a version's record is kept: a version never changes. */
public final class VersionList {
    private static final int MOST_VERSIONS = 500;

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /**
     * A row of the list.
     *
     * @param promoted when the version was made; empty if unknown
     * @param run that it comes from; empty if unknown
     * @param hasRun whether that can be shown
     * @param record its proof and contract
     * @param problem the reason why something is missing; empty for none
     */
    public record Row(
            String name,
            String version,
            List<String> aliases,
            String promoted,
            String run,
            boolean hasRun,
            Recorded record,
            String problem) {}

    /**
     * What the record of a version says.
     *
     * @param proof result of the proof; empty if there is none
     * @param difference the largest that the proof found; empty if unknown
     * @param inputs in words
     * @param targets in words
     */
    public record Recorded(String proof, String difference, List<String> inputs, List<String> targets) {}

    /** What was read of a version when its files had these times. */
    private record Known(List<Long> times, Recorded record, List<String> failures) {}

    /**
     * The rows.
     *
     * @param isRun whether a run of this id can be shown
     */
    public List<Row> of(
            List<ModelVersion> versions, Function<ModelVersion, List<String>> aliases, Predicate<String> isRun) {
        return versions.stream()
                .limit(MOST_VERSIONS)
                .map(version -> row(version, aliases, isRun))
                .toList();
    }

    private Row row(ModelVersion version, Function<ModelVersion, List<String>> aliases, Predicate<String> isRun) {
        Reading reading = new Reading();
        Optional<Lineage> lineage = reading.part(() -> Optional.of(version.lineage()), Optional.empty());
        List<String> words = reading.part(() -> aliases.apply(version), List.of());
        String run = lineage.map(Lineage::run).orElse("");
        Known recorded = known.compute(version.path(), (path, before) -> read(new Run(path), before));
        return new Row(
                version.name(),
                version.version(),
                words,
                lineage.map(each -> each.promoted().toString()).orElse(""),
                run,
                isRun.test(run),
                recorded.record,
                String.join("; ", reading.failures().isEmpty() ? recorded.failures : reading.failures()));
    }

    private static Known read(Run record, @Nullable Known before) {
        List<Long> times = List.of(time(record, RunFile.PROOF), time(record, RunFile.CONTRACT));
        if (before != null && before.times.equals(times)) {
            return before;
        }
        ModelView model = ModelView.of(record, record.id());
        Map<String, Object> proof = model.proof();
        return new Known(
                times,
                new Recorded(
                        text(proof.get("result")),
                        text(proof.get("largest_relative_difference")),
                        model.inputs().stream().map(ModelView.Input::words).toList(),
                        model.targets().stream().map(ModelView.Target::words).toList()),
                model.unreadable());
    }

    private static long time(Run record, RunFile file) {
        try {
            return Files.getLastModifiedTime(record.file(file)).toMillis();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
