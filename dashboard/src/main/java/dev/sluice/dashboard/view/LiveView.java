package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.comparison.FactGroup;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.record.Resources;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.EpochReport;
import java.util.List;

/**
 * What is new in a run.
 *
 * @param restarted whether the epochs that the page has are not those of the run, which was resumed from an earlier one
 * @param curves of the epochs that the page does not have
 * @param resources the last measurement; none before the first
 * @param log the end of the program's log
 */
public record LiveView(
        String state,
        String message,
        boolean restarted,
        Progress progress,
        Curves curves,
        List<Resources> resources,
        String log) {
    private static final int MOST_LOG = 16 << 10;

    /** The state of a run, from which pages that have seen different epochs take what they miss. */
    public record Snapshot(LiveView all, List<EpochReport> epochs) {
        /** Reads the run. */
        public static Snapshot of(Run run) {
            Reading reading = new Reading();
            RunFacts facts = RunFacts.of(run);
            List<EpochReport> epochs = reading.part(() -> RunView.epochs(run), List.of());
            List<Resources> resources = reading.part(run::resources, List.of());
            LiveView all = new LiveView(
                    facts.group(FactGroup.RUN).getOrDefault("state", ""),
                    facts.group(FactGroup.RUN).getOrDefault("message", ""),
                    false,
                    Progress.of(facts, reading.part(run::events, List.of()), epochs.size()),
                    Curves.of(List.of(), ""),
                    resources.isEmpty() ? List.of() : List.of(resources.getLast()),
                    reading.part(() -> TextFile.tail(run.file(RunFile.LOG), MOST_LOG), ""));
            return new Snapshot(all, epochs);
        }

        /** What a page does not have that has seen some epochs. */
        public LiveView after(int seen) {
            boolean restarted = epochs.size() < seen;
            return new LiveView(
                    all.state,
                    all.message,
                    restarted,
                    all.progress,
                    Curves.of(restarted ? List.of() : epochs.subList(seen, epochs.size()), ""),
                    all.resources,
                    all.log);
        }
    }
}
