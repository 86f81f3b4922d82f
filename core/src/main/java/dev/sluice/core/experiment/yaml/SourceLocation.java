package dev.sluice.core.experiment.yaml;

/**
 * The place of a value in a file or on the command line.
 *
 * @param source a file's name, or {@code --set train.epochs}
 * @param line from 1; 0 where lines say nothing
 * @param column from 1
 */
public record SourceLocation(String source, int line, int column) {
    public static SourceLocation of(String source) {
        return new SourceLocation(source, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
