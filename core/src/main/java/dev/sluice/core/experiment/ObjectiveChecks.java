package dev.sluice.core.experiment;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Objective;
import dev.sluice.core.train.TrainingConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is to be optimized, given experiments that stand for all others of the space, and notes what is wrong with it. */
final class ObjectiveChecks {
    private static final String PATH = "$." + ExperimentLoader.TUNE + ".objective";

    private final List<ExperimentConfig> samples;
    private final List<TrainingConfig> trainings = new ArrayList<>();
    private final Set<String> figures = new LinkedHashSet<>();
    /** Those that are measured only where a target is a text, which the data will tell. */
    private final Set<String> ofTexts = new LinkedHashSet<>();

    private final Problems problems;

    /**
     * Checks of objectives.
     *
     * @param place that problems with the trainings of the samples are noted at
     */
    ObjectiveChecks(List<ExperimentConfig> samples, SourceLocation place, Problems problems) {
        this.samples = samples;
        this.problems = problems;
        for (ExperimentConfig sample : samples) {
            try {
                TrainingConfig training = TrainingSetup.of(sample);
                trainings.add(training);
                figures.addAll(training.figures().keySet());
                if (sample.train().writing().metrics().isEmpty()) {
                    training.writing().metrics().forEach(metric -> ofTexts.add(metric.name()));
                }
            } catch (ConfigException e) {
                problems.note(place, "$.train", String.valueOf(e.getMessage()), "BadTraining");
            }
        }
    }

    /** The objective with its direction. */
    Objective objective(TuneConfig.ObjectiveConfig config, SourceLocation place) {
        Optional<Quantity> quantity = Quantity.of(config.name());
        String figure = quantity.orElse(null) instanceof Quantity.OfValidation validation ? validation.figure() : "";
        if (quantity.isEmpty() || !(figure.isEmpty() || figures.contains(figure))) {
            unknown(config, figure, place);
        }
        boolean exported = quantity.orElse(null) instanceof Quantity.OfExport;
        if (exported && samples.stream().noneMatch(sample -> sample.export().isActive())) {
            problems.note(
                    place,
                    PATH,
                    "'" + config.name()
                            + "' is measured on exported models, but export is none; name an exporter, for example onnx",
                    "NothingExported");
        }
        return new Objective(
                config.name(),
                switch (config.direction()) {
                    case MINIMIZE -> Direction.MINIMIZE;
                    case MAXIMIZE -> Direction.MAXIMIZE;
                    case AUTO ->
                        trainings.stream().anyMatch(training -> training.largerIsBetter(figure))
                                ? Direction.MAXIMIZE
                                : Direction.MINIMIZE;
                });
    }

    private void unknown(TuneConfig.ObjectiveConfig config, String figure, SourceLocation place) {
        List<String> names = Quantity.names(List.copyOf(figures));
        // Which targets there are, only the data know.
        if (!figure.contains(".")) {
            problems.note(
                    place,
                    PATH,
                    "there is no quantity '" + config.name() + "'" + Suggestions.question(config.name(), names)
                            + " (there is " + String.join(", ", offered())
                            + (ofTexts.isEmpty()
                                    ? ""
                                    : "; where a target is a text, " + String.join(", ", named(ofTexts)))
                            + ")",
                    "UnknownQuantity");
        } else if (config.direction() == TuneConfig.Direction.AUTO) {
            problems.note(
                    place,
                    PATH,
                    "whether more or less of '" + config.name()
                            + "' is better is known only once there are data; write {name: " + config.name()
                            + ", direction: maximize} or minimize",
                    "UnknownDirection");
        }
    }

    /** What is measured whatever the targets are. */
    private List<String> offered() {
        return Quantity.names(
                figures.stream().filter(figure -> !ofTexts.contains(figure)).toList());
    }

    private static List<String> named(Set<String> figures) {
        return figures.stream()
                .map(figure -> new Quantity.OfValidation(figure).name())
                .toList();
    }
}
