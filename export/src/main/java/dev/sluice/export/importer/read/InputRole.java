package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Input;

/** The use that a file makes of an input. */
public enum InputRole {
    /** Numbers to compute with. */
    NUMBERS(Input.Kind.NUMBER),
    /** Numbers of rows of a table. */
    INDEX(Input.Kind.INDEX),
    /** Valid steps of each row. */
    LENGTHS(Input.Kind.LENGTH),
    /** The state in which a recurrent operator begins. */
    STATE(Input.Kind.NUMBER);

    private final Input.Kind kind;

    InputRole(Input.Kind kind) {
        this.kind = kind;
    }

    /** The kind of input in our language. */
    public Input.Kind kind() {
        return kind;
    }
}
