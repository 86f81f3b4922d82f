package dev.sluice.core.experiment.yaml;

/**
 * Where something was written.
 *
 * @param source a file's name, or {@code --set train.epochs}
 * @param line from 1; 0 where lines say nothing
 * @param column from 1
 */
public record Place(String source, int line, int column) {
    public static Place of(String source) {
        return new Place(source, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
