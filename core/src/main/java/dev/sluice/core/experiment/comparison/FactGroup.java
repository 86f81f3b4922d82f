package dev.sluice.core.experiment.comparison;

import org.apiguardian.api.API;

/** The groups of facts about a run, in the order in which a comparison lists them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum FactGroup {
    /** Name, state and times. */
    RUN("Run"),
    /** Options of the experiment, with all defaults, by their paths. */
    OPTIONS("Options"),
    /** Fingerprint and counts of the data. */
    DATA("Data"),
    /** Versions of this program and of the repository around the experiment. */
    CODE("Code"),
    /** Plugins, each by its version and the SHA-256 of its code. */
    PLUGINS("Plugins"),
    /** The machine, which explains times and never results. */
    MACHINE("Machine"),
    /** Figures of the best epoch and of the test part. */
    RESULTS("Results");

    private final String title;

    FactGroup(String title) {
        this.title = title;
    }

    /** The heading in a report. */
    public String title() {
        return title;
    }
}
