package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.List;

/** Selects and replaces columns of the last axis. */
final class FeatureColumns {
    private FeatureColumns() {}

    /** Some columns, in the given order: {@code [.., F] → [.., C]}. */
    static Expr of(Expr x, List<Integer> columns) {
        if (areAll(columns, x.shape().fixed(-1))) {
            return x;
        }
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); ) {
            int end = i + 1;
            while (end < columns.size() && columns.get(end) == columns.get(end - 1) + 1) {
                end++;
            }
            parts.add(x.slice(-1, columns.get(i), columns.get(end - 1) + 1));
            i = end;
        }
        return Exprs.concat(-1, parts);
    }

    /**
     * Columns with some of them replaced.
     *
     * @param x {@code [.., F]}
     * @param columns to replace
     * @param by their values, {@code [.., C]}
     */
    static Expr replaced(Expr x, List<Integer> columns, Expr by) {
        int features = x.shape().fixed(-1);
        if (areAll(columns, features)) {
            return by;
        }
        List<Expr> parts = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            int at = columns.indexOf(f);
            parts.add(at < 0 ? x.slice(-1, f, f + 1) : by.slice(-1, at, at + 1));
        }
        return Exprs.concat(-1, parts);
    }

    private static boolean areAll(List<Integer> columns, int features) {
        if (columns.size() != features) {
            return false;
        }
        for (int i = 0; i < features; i++) {
            if (columns.get(i) != i) {
                return false;
            }
        }
        return true;
    }
}
