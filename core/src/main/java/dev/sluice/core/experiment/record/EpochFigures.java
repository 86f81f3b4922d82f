package dev.sluice.core.experiment.record;

import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of {@code metrics.jsonl}: the figures of an epoch. Nothing in it depends on the machine or the time. */
public final class EpochFigures {
    private static final String EPOCH = "epoch";
    private static final String TRAINING_LOSS = "training_loss";
    private static final String VALIDATION = "validation_";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String GRADIENT_NORM = "gradient_norm";
    private static final String BEST = "best";

    private EpochFigures() {}

    /** The line of an epoch. */
    public static Map<String, Object> of(EpochReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(EPOCH, report.epoch());
        figures.put(TRAINING_LOSS, report.trainingLoss());
        figures.put(VALIDATION + Scores.LOSS, report.validation().loss());
        report.validation().metrics().forEach((name, value) -> figures.put(VALIDATION + name, value));
        figures.put(LEARNING_RATE, report.learningRate());
        figures.put(GRADIENT_NORM, report.gradientNorm());
        figures.put(BEST, report.best());
        return figures;
    }

    /** The epoch of a line. */
    static EpochReport report(Map<String, Object> figures) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            if (name.startsWith(VALIDATION) && !name.equals(VALIDATION + Scores.LOSS)) {
                metrics.put(name.substring(VALIDATION.length()), number(value));
            }
        });
        return new EpochReport(
                (int) number(figures.get(EPOCH)),
                number(figures.get(TRAINING_LOSS)),
                new Scores(number(figures.get(VALIDATION + Scores.LOSS)), metrics),
                number(figures.get(LEARNING_RATE)),
                number(figures.get(GRADIENT_NORM)),
                Boolean.TRUE.equals(figures.get(BEST)));
    }

    /** JSON has no word for NaN: it is a text there. */
    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(String.valueOf(value));
    }
}
