package dev.sluice.core.data;

import java.util.List;

/** The source {@code java}: examples that a program gives. Without them there is nothing to read. */
public final class GivenExamples implements DataSource {
    /** The component's id. */
    public static final String ID = "java";

    @Override
    public List<Example> load(Reading reading) {
        throw new DataException(
                "the examples of this experiment are given by a program in Java, which gave none; run it with"
                        + " Experiment.withExamples and at least one example, and resume it with Resumption.withData(SharedData.of(examples))");
    }
}
