package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Input;

/** The role of an input in a file. */
public enum InputRole {
    /** Numbers used in arithmetic. */
    NUMBERS(Input.Kind.NUMBER),
    /** Row indices of a table. */
    INDEX(Input.Kind.INDEX),
    /** Numbers of valid steps of the rows. */
    LENGTHS(Input.Kind.LENGTH),
    /** The initial state of a recurrent operator. */
    STATE(Input.Kind.NUMBER);

    private final Input.Kind kind;

    InputRole(Input.Kind kind) {
        this.kind = kind;
    }

    /** The matching kind of input in the expression language. */
    public Input.Kind kind() {
        return kind;
    }
}
