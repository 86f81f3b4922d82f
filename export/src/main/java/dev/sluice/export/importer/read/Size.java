package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import java.util.ArrayList;
import java.util.List;

/**
 * A size that may depend on batch and time: a factor times named axes.
 *
 * @param symbols named axes in the order in which they were merged
 */
record Size(long factor, List<Dim> symbols) {
    Size {
        symbols = List.copyOf(symbols);
    }

    static Size of(long factor) {
        return new Size(factor, List.of());
    }

    /** The size of a merged axis. */
    static Size of(List<Dim> axis) {
        long factor = 1;
        List<Dim> symbols = new ArrayList<>();
        for (Dim dim : axis) {
            if (dim instanceof Dim.Fixed fixed) {
                factor *= fixed.size();
            } else {
                symbols.add(dim);
            }
        }
        return new Size(factor, symbols);
    }

    boolean isNumber() {
        return symbols.isEmpty();
    }

    Size times(Size other) {
        List<Dim> all = new ArrayList<>(symbols);
        all.addAll(other.symbols);
        return new Size(Math.multiplyExact(factor, other.factor), all);
    }
}
