package dev.sluice.core.experiment.record;

import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of {@code metrics.jsonl}: the figures of an epoch in one flat object, for programs that read tables. Independent of
 * the machine and the time.
 */
final class EpochLine {
    private static final String EPOCH = "epoch";
    private static final String TRAINING_LOSS = "training_loss";
    private static final String VALIDATION = "validation_";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String GRADIENT_NORM = "gradient_norm";
    private static final String BEST = "best";

    private EpochLine() {}

    static Map<String, Object> of(EpochReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(EPOCH, report.epoch());
        line.put(TRAINING_LOSS, report.trainingLoss());
        line.put(VALIDATION + Scores.LOSS, report.validation().loss());
        report.validation().metrics().forEach((name, value) -> line.put(VALIDATION + name, value));
        line.put(LEARNING_RATE, report.learningRate());
        line.put(GRADIENT_NORM, report.gradientNorm());
        line.put(BEST, report.best());
        return line;
    }

    /** Returns whether a line can be the best epoch's: a glance that saves parsing most of the others. */
    static boolean mayBeBest(String line) {
        return line.contains("true");
    }

    /**
     * Parses a line.
     *
     * @throws IllegalArgumentException if {@link #of} did not make it
     */
    static EpochReport read(Map<String, Object> line) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String key : line.keySet()) {
            if (key.startsWith(VALIDATION) && !key.equals(VALIDATION + Scores.LOSS)) {
                metrics.put(key.substring(VALIDATION.length()), number(line, key));
            }
        }
        return new EpochReport(
                (int) number(line, EPOCH),
                number(line, TRAINING_LOSS),
                new Scores(number(line, VALIDATION + Scores.LOSS), metrics),
                number(line, LEARNING_RATE),
                number(line, GRADIENT_NORM),
                Boolean.TRUE.equals(line.get(BEST)));
    }

    /** Reads a number, with NaN and infinity as strings, as JSON has no numbers for them. */
    private static double number(Map<String, Object> line, String key) {
        Object value = line.get(key);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String word) {
            return Double.parseDouble(word);
        }
        throw new IllegalArgumentException("'" + key + "' must be a number, but is " + value);
    }
}
