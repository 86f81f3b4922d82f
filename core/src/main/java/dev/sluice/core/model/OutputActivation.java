package dev.sluice.core.model;

import org.apiguardian.api.API;

/** The function after the last layer of a head. Some losses include it, so that training sees the scores before it. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public enum OutputActivation {
    /** The identity: numbers as they are. */
    NONE,
    /** Softmax over the classes: probabilities of classes that exclude each other. */
    SOFTMAX,
    /** The logistic function of each output: probabilities of classes that may hold together. */
    SIGMOID
}
