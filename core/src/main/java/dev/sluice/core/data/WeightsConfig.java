package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The weights of classes in the loss. */
public record WeightsConfig(
        @Description("Weights of all classes that by_class does not name") @Default("equal")
        Classes classes,

        @Description("Weights of single classes by name, for example {fault: 30}") @Default("{}")
        Map<String, Double> byClass) {
    /** Weights of classes. */
    public enum Classes {
        /** 1 for each. */
        @Description("1 for each.")
        EQUAL,
        /** As much for each class together: examples divided by classes times those of the class, in the training part. */
        @Description(
                "Inversely proportional to the class frequencies in the training part, so that all classes have the"
                        + " same total weight.")
        BALANCED
    }

    /** Copies the map and checks the weights. */
    public WeightsConfig {
        byClass = Collections.unmodifiableMap(new TreeMap<>(byClass));
        byClass.forEach((name, weight) -> {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "by_class needs weights of 0 or more, but that of '" + name + "' is " + weight);
            }
        });
    }

    /** Equal weights. */
    public static WeightsConfig equal() {
        return new WeightsConfig(Classes.EQUAL, Map.of());
    }

    /** Returns whether all classes weigh the same. */
    boolean isEqual() {
        return classes == Classes.EQUAL && byClass.isEmpty();
    }
}
