package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;

/** Thrown when a node reveals an input axis; the file is then read again with that axis known. */
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
