package dev.sluice.core.kernel;

/** The answer to whether an implementation can be used in this Java virtual machine; if not, why and what to do. */
public sealed interface Availability {

    /** It can be used. */
    record Usable() implements Availability {}

    /**
     * It cannot.
     *
     * @param reason the finding, as a clause: "module jdk.incubator.vector is not loaded"
     * @param remedy what to do, as a clause in the imperative: "start java with …"
     */
    record Refused(String reason, String remedy) implements Availability {}
}
