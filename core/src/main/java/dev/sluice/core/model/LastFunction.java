package dev.sluice.core.model;

/** The function after the last layer of an answer, which some losses bring with them. */
public enum LastFunction {
    /** The identity. */
    NONE,
    /** Softmax over the classes. */
    SOFTMAX,
    /** The logistic function of each output. */
    SIGMOID
}
