package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;

/** A node has shown what an axis of an input is, so the file is read again with that known. */
final class AxisIdentified extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Dim symbol;
    private final transient Dim meaning;

    AxisIdentified(Dim symbol, Dim meaning) {
        super(symbol + " is " + meaning, null, false, false);
        this.symbol = symbol;
        this.meaning = meaning;
    }

    Dim symbol() {
        return symbol;
    }

    Dim meaning() {
        return meaning;
    }
}
