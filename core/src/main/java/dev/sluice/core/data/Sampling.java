package dev.sluice.core.data;

import dev.sluice.core.option.Description;

/** Which examples of the training part an epoch has. */
public enum Sampling {
    /** Each once, in a shuffled order. */
    @Description("Each once, in a shuffled order.")
    SHUFFLED,
    /** As many as there are, each class equally often. */
    @Description("As many as there are, each class equally often; where several may hold, each combination of them.")
    BALANCED
}
