package dev.sluice.bench.work;

import java.util.List;

/** A table of benchmarks. */
public enum Group {
    /** Products by shape. */
    PRODUCTS("Matrix products", List.of("m", "k", "n", "right side")),
    /** Functions, rows and random masks. */
    KERNELS("Other kernels", List.of("kernel", "elements")),
    /** One layer of a built-in cell. */
    LAYERS("One layer", List.of("cell", "pass", "B", "T", "I", "H")),
    /** Two bidirectional layers. */
    STACKS("Two bidirectional layers", List.of("cell", "pass", "B", "T", "I", "H")),
    /** Cells that no library has a fused kernel for. */
    CUSTOM("Custom cells", List.of("cell", "pass", "B", "T", "I", "H")),
    /** Sizes of a state beside the next one that fills the products' panels. */
    WIDTHS("Widths that fill no panel", List.of("cell", "pass", "B", "T", "I", "H")),
    /** Growth of time with steps, sequences and layers. */
    GROWTH("Cost as work grows", List.of("cell", "pass", "B", "T", "I", "H", "layers")),
    /** An exported model against our own forward pass. */
    INFERENCE("Inference of the exported model", List.of("cell", "layers", "B", "T", "I", "H")),
    /** Shipped files, on batches and step by step. */
    SHIPPED("Shipped files (I 16, H 64)", List.of("cell", "what is run", "B", "T")),
    /** Training on data. */
    EPOCHS("Epochs of language-id", List.of("model", "batches", "sequences", "batch")),
    /** Language models and translation: symbols per second. */
    LANGUAGE("Language models and translation", List.of("model", "B", "T", "vocabulary")),
    /** The time that a study waits between trials. */
    SUGGESTIONS("Suggestions of samplers (8 dimensions)", List.of("sampler", "finished trials")),
    /** Tables of many runs, from the index. */
    LISTS("Lists of runs", List.of("runs", "epochs of each")),
    /** Reading a file of numbers, and making windows of it. */
    DATA("Data", List.of("what", "numbers"));

    private final String title;
    private final List<String> columns;

    Group(String title, List<String> columns) {
        this.title = title;
        this.columns = columns;
    }

    /** Returns whether more threads would change nothing. */
    public boolean singleThreaded() {
        return this == PRODUCTS || this == KERNELS || this == SUGGESTIONS || this == LISTS || this == DATA;
    }

    /** Returns whether single runs are timed, for the slowest of them. */
    public boolean timesSingleRuns() {
        return this == SHIPPED;
    }

    /** The heading of the table. */
    public String title() {
        return title;
    }

    /** The names of a work's labels. */
    public List<String> columns() {
        return columns;
    }
}
