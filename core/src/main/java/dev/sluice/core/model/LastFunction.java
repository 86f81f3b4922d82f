package dev.sluice.core.model;

/** The function after the last layer of a head, which some losses include. */
public enum LastFunction {
    /** The identity. */
    NONE,
    /** Softmax over the classes. */
    SOFTMAX,
    /** The logistic function of each output. */
    SIGMOID
}
