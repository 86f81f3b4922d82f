package dev.sluice.core.engine;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.GatherElements;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.ScatterElements;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.Transpose;
import java.util.List;

/** Writes the instructions of operations that compute each row from the same row of their operands, elementwise ones aside. */
final class RowOperations {
    private final TileEmitter.Places places;
    private final List<TileInstruction> body;

    /**
     * A writer.
     *
     * @param body receives the instructions. Modified.
     */
    RowOperations(TileEmitter.Places places, List<TileInstruction> body) {
        this.places = places;
        this.body = body;
    }

    /** Writes one operation; a broadcast is left to its caller. */
    void emit(Expr expr) {
        Ref out = places.rows(expr);
        switch (expr.op()) {
            case Softmax softmax ->
                body.add(new TileInstruction.SoftmaxRows(first(expr), out, lastSize(expr.shape()), softmax.log()));
            case Reduce reduce -> reduce(first(expr), sizes(expr.operand(0)), reduce.axis(), reduce.kind(), out);
            case SumTo sum -> sumTo(expr, sum, out);
            case Slice slice -> {
                int[] from = sizes(expr.operand(0));
                int inner = inner(from, slice.axis());
                copy(
                        first(expr),
                        slice.from() * inner,
                        out,
                        0,
                        (slice.to() - slice.from()) * inner,
                        outer(from, slice.axis()));
            }
            case Pad pad -> {
                int[] from = sizes(expr.operand(0));
                int inner = inner(from, pad.axis());
                body.add(new TileInstruction.Fill(0, out));
                copy(
                        first(expr),
                        0,
                        out,
                        pad.before() * inner,
                        size(from, pad.axis()) * inner,
                        outer(from, pad.axis()));
            }
            case Concat concat -> {
                int at = 0;
                for (Expr part : expr.operands()) {
                    int[] from = sizes(part);
                    int count = size(from, concat.axis()) * inner(from, concat.axis());
                    copy(places.rows(part), 0, out, at, count, outer(from, concat.axis()));
                    at += count;
                }
            }
            case Reshape reshape -> {
                if (!first(expr).equals(out)) {
                    body.add(new TileInstruction.Copy(first(expr), out));
                }
            }
            case Transpose transpose -> {
                int[] from = sizes(expr.operand(0));
                body.add(new InnerAxes.SwapAxes(first(expr), out, size(from, -2), size(from, -1)));
            }
            case BatchMatMul product ->
                body.add(new InnerAxes.Products(
                        SmallProducts.of(
                                product,
                                expr.operand(0).shape(),
                                expr.operand(1).shape()),
                        first(expr),
                        places.rows(expr.operand(1)),
                        out));
            case Gather gather -> {
                Dims table = expr.operand(0).shape();
                Ref indices = places.rows(expr.operand(1));
                // Where the last axis of the indices counts rows of the result, a row has one of them.
                Ref each = new Ref(indices.kind(), indices.at(), out.columns() / table.fixed(1));
                body.add(new TileInstruction.GatherRows(places.fixed(expr.operand(0)), table.fixed(0), each, out));
            }
            case GatherElements gather ->
                body.add(new RowElements.Gathered(
                        first(expr),
                        lastSize(expr.operand(0).shape()),
                        places.rows(expr.operand(1)),
                        lastSize(expr.shape()),
                        out));
            case ScatterElements scatter ->
                body.add(new RowElements.Scattered(
                        first(expr),
                        lastSize(expr.operand(0).shape()),
                        places.rows(expr.operand(1)),
                        scatter.size(),
                        out));
            default ->
                throw new IllegalArgumentException("the engine cannot run " + expr.describe()
                        + " inside a step, because it mixes rows of the batch");
        }
    }

    private Ref first(Expr expr) {
        return places.rows(expr.operand(0));
    }

    private int[] sizes(Expr expr) {
        return places.inner(expr.shape());
    }

    private static int lastSize(Dims dims) {
        return dims.fixed(-1);
    }

    private void copy(Ref source, int from, Ref result, int to, int count, int blocks) {
        body.add(new InnerAxes.CopyBlocks(source, from, result, to, count, blocks));
    }

    private void reduce(Ref source, int[] from, int axis, Reduce.Kind kind, Ref result) {
        int inner = inner(from, axis);
        int n = size(from, axis);
        body.add(
                inner == 1
                        ? new TileInstruction.ReduceRows(source, result, n, kind)
                        : new InnerAxes.ReduceAxis(source, result, kind, n, inner));
    }

    /** One axis after the other, from the last. */
    private void sumTo(Expr expr, SumTo sum, Ref out) {
        int[] from = sizes(expr.operand(0)).clone();
        int[] to = places.inner(sum.target());
        Ref source = first(expr);
        for (int axis = -1; axis >= -from.length; axis--) {
            boolean kept = size(from, axis) == (axis >= -to.length ? size(to, axis) : 1);
            if (kept) {
                continue;
            }
            int columns = source.columns() / size(from, axis);
            Ref result = columns == out.columns() ? out : places.scratch(columns);
            reduce(source, from, axis, Reduce.Kind.SUM, result);
            from[from.length + axis] = 1;
            source = result;
        }
        if (!source.equals(out)) {
            body.add(new TileInstruction.Copy(source, out));
        }
    }

    private static int size(int[] sizes, int axis) {
        return sizes[sizes.length + axis];
    }

    private static int outer(int[] sizes, int axis) {
        int outer = 1;
        for (int i = 0; i < sizes.length + axis; i++) {
            outer *= sizes[i];
        }
        return outer;
    }

    private static int inner(int[] sizes, int axis) {
        int inner = 1;
        for (int i = sizes.length + axis + 1; i < sizes.length; i++) {
            inner *= sizes[i];
        }
        return inner;
    }
}
