package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.RunEvent;
import java.util.List;

/**
 * How far a training has come.
 *
 * @param epochs that have ended
 * @param planned at most; 0 if unknown
 * @param secondsPerEpoch mean of the last few epochs; NaN before the first has ended
 * @param secondsLeft if all planned epochs are trained, which early stopping may cut short; NaN if unknown
 * @param sequencesPerSecond of the last epoch; NaN before the first has ended
 */
public record Progress(int epochs, int planned, double secondsPerEpoch, double secondsLeft, double sequencesPerSecond) {
    private static final int LAST = 5;
    private static final String PLANNED = "train.epochs";

    /** The progress of a run. */
    static Progress of(RunFacts facts, List<RunEvent> events, int epochs) {
        List<RunEvent.EpochEnded> ended = events.stream()
                .filter(RunEvent.EpochEnded.class::isInstance)
                .map(RunEvent.EpochEnded.class::cast)
                .toList();
        double pace = ended.subList(Math.max(0, ended.size() - LAST), ended.size()).stream()
                .mapToDouble(RunEvent.EpochEnded::seconds)
                .average()
                .orElse(Double.NaN);
        int planned = planned(facts.group(FactGroup.OPTIONS).getOrDefault(PLANNED, ""));
        return new Progress(
                epochs,
                planned,
                pace,
                planned == 0 ? Double.NaN : Math.max(0, planned - epochs) * pace,
                ended.isEmpty() ? Double.NaN : ended.getLast().sequencesPerSecond());
    }

    private static int planned(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
