package dev.sluice.core.experiment.yaml;

/**
 * A problem with an experiment.
 *
 * @param place where it was written
 * @param path of the value, for example {@code $.train.optimizer.options.learning_rate}
 * @param finding the rule, the finding and the remedy
 * @param id stable, for example {@code UnknownKey}
 */
public record Problem(SourceLocation place, String path, String finding, String id) {
    String text() {
        return place + "  " + path + "\n   " + finding + " [Sluice/" + id + "]";
    }
}
