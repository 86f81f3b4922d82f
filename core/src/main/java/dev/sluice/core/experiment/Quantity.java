package dev.sluice.core.experiment;

import dev.sluice.core.train.EpochReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A figure that trials of an experiment are compared by. */
public sealed interface Quantity {
    /** Its name in an experiment file. */
    String name();

    /** A figure of the validation part, called as in {@link dev.sluice.core.train.Scores}. */
    record OfValidation(String figure) implements Quantity {
        private static final String PREFIX = "validation.";

        @Override
        public String name() {
            return PREFIX + figure;
        }
    }

    /** The mean loss of the updates of an epoch. */
    record TrainingLoss() implements Quantity {
        private static final String NAME = "training.loss";

        @Override
        public String name() {
            return NAME;
        }
    }

    /** The number of weights. */
    record Parameters() implements Quantity {
        private static final String NAME = "size.parameters";

        @Override
        public String name() {
            return NAME;
        }
    }

    /** A figure of the exported model, called as in {@link dev.sluice.core.experiment.exchange.Exporter#measure}. */
    record OfExport(String figure) implements Quantity {
        private static final String PREFIX = "export.";
        private static final List<String> FIGURES = List.of("latency", "bytes");

        @Override
        public String name() {
            return PREFIX + figure;
        }
    }

    /** The quantity of a name; empty if there is none. Which figures the validation part has, the experiment knows. */
    static Optional<Quantity> of(String name) {
        if (name.startsWith(OfValidation.PREFIX)) {
            return Optional.of(new OfValidation(name.substring(OfValidation.PREFIX.length())));
        }
        return name.equals(TrainingLoss.NAME)
                ? Optional.of(new TrainingLoss())
                : name.equals(Parameters.NAME)
                        ? Optional.of(new Parameters())
                        : OfExport.FIGURES.stream()
                                .filter(figure -> name.equals(OfExport.PREFIX + figure))
                                .map(figure -> (Quantity) new OfExport(figure))
                                .findFirst();
    }

    /** All names, given the figures of the validation part. */
    static List<String> names(List<String> figures) {
        return Stream.of(
                        figures.stream().map(figure -> OfValidation.PREFIX + figure),
                        Stream.of(TrainingLoss.NAME, Parameters.NAME),
                        OfExport.FIGURES.stream().map(figure -> OfExport.PREFIX + figure))
                .flatMap(each -> each)
                .toList();
    }

    /**
     * The value after an epoch; NaN where it is known only when training is done.
     *
     * @param parameters of the model
     */
    default double after(EpochReport epoch, long parameters) {
        return switch (this) {
            case OfValidation validation -> epoch.validation().figure(validation.figure());
            case TrainingLoss loss -> epoch.trainingLoss();
            case Parameters size -> parameters;
            case OfExport export -> Double.NaN;
        };
    }
}
