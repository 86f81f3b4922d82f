package dev.sluice.core.data;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The answer of an example. */
public sealed interface Target {
    /** Class names of which any one is right. */
    record Labels(SortedSet<String> labels) implements Target {
        /** Copies the labels. */
        public Labels {
            if (labels.isEmpty()) {
                throw new IllegalArgumentException("an example needs at least one label");
            }
            labels = new TreeSet<>(labels);
        }
    }

    /** Numbers to predict. */
    record Numbers(List<Double> values) implements Target {
        /** Copies the numbers. */
        public Numbers {
            values = List.copyOf(values);
        }
    }

    /** An answer for each step, all of one kind. */
    record Steps(List<Target> steps) implements Target {
        /** Copies the answers. */
        public Steps {
            steps = List.copyOf(steps);
        }
    }
}
