package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.promotion.Lineage;
import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.record.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A version of a promoted model.
 *
 * @param name of the model
 * @param version unique within the model
 * @param aliases words that mean it
 * @param lineage where it comes from; null if its file cannot be read
 * @param hasRun whether the run that it comes from is in the folder of runs
 * @param changed a line for each file that differs from the one that was promoted
 * @param card the model card, in Markdown
 * @param model its file, contract and proof
 * @param unreadable reasons why parts are missing
 */
public record VersionView(
        String name,
        String version,
        List<String> aliases,
        @Nullable Lineage lineage,
        boolean hasRun,
        List<String> changed,
        String card,
        ModelView model,
        List<String> unreadable) {
    private static final int MOST_CARD = 256 << 10;

    /**
     * A version.
     *
     * @param isRun whether a run of this id can be shown
     */
    public static VersionView of(ModelVersion version, List<String> aliases, Predicate<String> isRun) {
        Reading reading = new Reading();
        Run record = new Run(version.path());
        Optional<Lineage> lineage = reading.part(() -> Optional.of(version.lineage()), Optional.empty());
        return new VersionView(
                version.name(),
                version.version(),
                aliases,
                lineage.orElse(null),
                lineage.map(Lineage::run).filter(isRun).isPresent(),
                reading.part(record::changedFiles, List.of()),
                reading.part(() -> TextFile.tail(version.card(), MOST_CARD), ""),
                ModelView.of(record, version.toString()),
                reading.failures());
    }
}
