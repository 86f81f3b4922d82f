package dev.sluice.core.experiment;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.option.Choice;
import dev.sluice.core.plugin.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The baselines of an experiment: those that it names, or the usual ones for its targets. */
final class UsualBaselines {
    private static final List<String> OF_CLASSES = List.of(
            "majority",
            "majority-of-symbol",
            "nearest-neighbor",
            "nearest-summary",
            "logistic-regression",
            "naive-bayes",
            "on-and-off");
    private static final List<String> OF_TEXTS = List.of("kneser-ney");
    private static final List<String> OF_WRITTEN_TEXTS = List.of("copy", "dictionary");
    private static final List<String> OF_NUMBERS = List.of("mean", "linear-regression");
    private static final List<String> OF_FORECASTS = List.of(
            "naive", "seasonal-naive", "drift", "autoregression", "linear-map", "exponential-smoothing", "theta");

    private UsualBaselines() {}

    /**
     * The baselines to run.
     *
     * @param chosen by the experiment; if it is empty, the usual ones that take one of the tasks
     */
    static List<Choice<Baseline>> of(List<Choice<Baseline>> chosen, Collection<BaselineTask> tasks, Registry registry) {
        if (chosen.isEmpty()) {
            return usual(tasks, registry);
        }
        return chosen.stream().filter(choice -> choice.component().isActive()).toList();
    }

    private static List<Choice<Baseline>> usual(Collection<BaselineTask> tasks, Registry registry) {
        List<Choice<Baseline>> usual = new ArrayList<>();
        tasks.stream()
                .map(UsualBaselines::names)
                .flatMap(List::stream)
                .distinct()
                .forEach(name -> {
                    // A program may bring components of its own alone.
                    if (registry.has(Baseline.class, name)) {
                        Baseline baseline = Components.withDefaults(registry.lookup(Baseline.class, name), registry);
                        if (tasks.stream()
                                .anyMatch(task -> baseline.refusal(task).isEmpty())) {
                            usual.add(new Choice<>(name, baseline));
                        }
                    }
                });
        return usual;
    }

    private static List<String> names(BaselineTask task) {
        if (task.isTranscribed()) {
            return List.of();
        }
        if (task.isWritten()) {
            return OF_WRITTEN_TEXTS;
        }
        if (task.forecast().isPresent()) {
            return OF_FORECASTS;
        }
        if (task.isNextSymbol()) {
            return OF_TEXTS;
        }
        return task.isClassification() ? OF_CLASSES : OF_NUMBERS;
    }
}
