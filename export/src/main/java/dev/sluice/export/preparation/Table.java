package dev.sluice.export.preparation;

import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Columns of numbers by name.
 *
 * @param names in the order of the last axis
 * @param values {@code [T, B, N]} or {@code [B, N]}; empty if there are no columns
 */
record Table(List<String> names, Optional<OnnxValue> values) {
    Table {
        names = List.copyOf(names);
    }

    /** No columns. */
    static Table empty() {
        return new Table(List.of(), Optional.empty());
    }

    /** The values of some columns, in their order. */
    OnnxValue columns(Nodes nodes, List<String> some) {
        OnnxValue all =
                values.orElseThrow(() -> new IllegalStateException("there are no columns, but a step needs " + some));
        if (some.equals(names)) {
            return all;
        }
        long[] at = some.stream().mapToLong(this::place).toArray();
        return new OnnxShaping(nodes.graph()).gather(all, nodes.graph().longs(at), -1);
    }

    private int place(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalStateException("there is no column '" + name + "' among " + names);
        }
        return at;
    }

    /** This with columns that are new or replace those of the same name. */
    Table with(Nodes nodes, List<String> changed, OnnxValue columns) {
        if (values.isEmpty() || changed.equals(names)) {
            return new Table(changed, Optional.of(columns));
        }
        List<String> joined = new ArrayList<>(names);
        joined.addAll(changed);
        OnnxValue all = new OnnxShaping(nodes.graph()).concat(-1, List.of(values.get(), columns));
        if (changed.stream().noneMatch(names::contains)) {
            return new Table(joined, Optional.of(all));
        }
        List<String> order = new ArrayList<>(names);
        changed.stream().filter(name -> !names.contains(name)).forEach(order::add);
        // The last column of a name is the newest.
        long[] at = order.stream().mapToLong(joined::lastIndexOf).toArray();
        return new Table(
                order,
                Optional.of(
                        new OnnxShaping(nodes.graph()).gather(all, nodes.graph().longs(at), -1)));
    }
}
