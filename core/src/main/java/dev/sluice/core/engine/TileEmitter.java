package dev.sluice.core.engine;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the instructions that compute expressions on a tile of rows, for the step of a scan and for whole values alike.
 * Where things are is told by {@link Places}.
 */
final class TileEmitter {
    private final Places places;
    private final Map<Stretched, Ref> stretched = new HashMap<>();
    private final Map<Float, Ref> constants = new HashMap<>();
    private final Deque<Ref> freeChunks = new ArrayDeque<>();
    private int chunks;
    /** What needs computing only when a tile begins. */
    final List<TileInstruction> once = new ArrayList<>();
    /** What needs computing for each tile, in a scan for each step. */
    final List<TileInstruction> body = new ArrayList<>();

    TileEmitter(Places places) {
        this.places = places;
    }

    /** Where a tile's values are and go. */
    interface Places {
        /** The place of a value that has rows. */
        Ref rows(Expr expr);

        /** The slot of a value that is the same for all rows. */
        int fixed(Expr expr);

        /** Room for {@code columns} floats in each row of the tile. */
        Ref scratch(int columns);

        /** The slot of a weight packed for products. */
        int packed(Expr weight, boolean transposed);

        /** Whether rows of memory are the same each time the body runs, as in a scan. */
        boolean rowsStay();

        /** The place of a value stretched over axes that no instruction on tiles can stretch. */
        Ref stretch(Expr expr, Dims target);
    }

    /** Writes a group of units; the places of their results are known already. */
    void emit(Schedule.Group group) {
        if (group.units().getFirst() instanceof Unit.Single single && single.elementwise()) {
            fuse(group);
            return;
        }
        for (Unit unit : group.units()) {
            switch (unit) {
                case Unit.SumOfProducts sum -> products(sum);
                case Unit.Single single -> single(single.root());
            }
        }
    }

    /** Chunks that the instructions need. */
    int chunks() {
        return chunks;
    }

    private void fuse(Schedule.Group group) {
        List<Elementwise> functions = new ArrayList<>();
        int columns = columns(group.units().getFirst().root().shape());
        Map<Expr, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < group.units().size(); i++) {
            for (Expr read : group.units().get(i).reads()) {
                lastUse.put(read, i);
            }
        }
        Map<Expr, Ref> inner = new HashMap<>();
        for (int i = 0; i < group.units().size(); i++) {
            Expr expr = group.units().get(i).root();
            List<Ref> in = new ArrayList<>();
            for (Expr operand : expr.operands()) {
                Ref place = inner.get(operand);
                in.add(place != null ? place : whole(operand, expr.shape()));
            }
            // A function may write where it reads: a value's last reader may take its chunk.
            for (Expr operand : new LinkedHashSet<>(expr.operands())) {
                Ref place = inner.get(operand);
                if (place != null && Objects.equals(lastUse.get(operand), i)) {
                    freeChunks.push(place);
                }
            }
            Ref out;
            if (group.inner().contains(expr)) {
                out = freeChunks.isEmpty() ? newChunk() : freeChunks.pop();
                inner.put(expr, out);
            } else {
                out = places.rows(expr);
            }
            functions.add(function(expr, in, out));
        }
        body.add(new TileInstruction.Fused(functions, columns));
    }

    private static Elementwise function(Expr expr, List<Ref> in, Ref out) {
        return switch (expr.op()) {
            case UnaryOp op -> new Elementwise.Unary(op, in.getFirst(), out);
            case BinaryOp op -> new Elementwise.Binary(op, in.get(0), in.get(1), out);
            case Select select -> new Elementwise.Choice(in.get(0), in.get(1), in.get(2), out);
            default -> throw new IllegalStateException(expr.describe() + " is not elementwise");
        };
    }

    /** An operand of an elementwise function. */
    private Ref whole(Expr operand, Dims target) {
        if (!(operand.op() instanceof Constant constant)) {
            return full(operand, target);
        }
        return constants.computeIfAbsent((float) constant.value(), value -> {
            Ref place = newChunk();
            once.add(new TileInstruction.FillChunk(value, place));
            return place;
        });
    }

    private Ref newChunk() {
        return new Ref(Ref.Kind.CHUNK, chunks++, 1);
    }

    private void products(Unit.SumOfProducts sum) {
        Ref result = places.rows(sum.root());
        Ref start = null;
        for (Expr term : sum.terms()) {
            Ref place = full(term, sum.root().shape());
            if (start != null) {
                Elementwise add = new Elementwise.Binary(BinaryOp.ADD, start, place, result);
                body.add(new TileInstruction.Fused(List.of(add), result.columns()));
            }
            start = start == null ? place : result;
        }
        List<TileInstruction.Products.Product> products = new ArrayList<>();
        for (Expr product : sum.products()) {
            boolean transposed = product.op() instanceof MatMul matMul && matMul.transposeRight();
            products.add(new TileInstruction.Products.Product(
                    places.rows(product.operand(0)), places.packed(product.operand(1), transposed)));
        }
        body.add(new TileInstruction.Products(result, start, products));
    }

    private void single(Expr expr) {
        Ref out = places.rows(expr);
        switch (expr.op()) {
            case Softmax softmax ->
                body.add(new TileInstruction.SoftmaxRows(places.rows(expr.operand(0)), out, softmax.log()));
            case Reduce reduce ->
                body.add(new TileInstruction.ReduceRows(places.rows(expr.operand(0)), out, reduce.kind()));
            case SumTo sum ->
                body.add(new TileInstruction.ReduceRows(places.rows(expr.operand(0)), out, Reduce.Kind.SUM));
            case Slice slice ->
                body.add(new TileInstruction.CopyColumns(
                        places.rows(expr.operand(0)), slice.from(), out, 0, slice.to() - slice.from()));
            case Pad pad -> {
                Ref in = places.rows(expr.operand(0));
                body.add(new TileInstruction.Fill(0, out));
                body.add(new TileInstruction.CopyColumns(in, 0, out, pad.before(), in.columns()));
            }
            case Concat concat -> {
                int at = 0;
                for (Expr part : expr.operands()) {
                    Ref in = places.rows(part);
                    body.add(new TileInstruction.CopyColumns(in, 0, out, at, in.columns()));
                    at += in.columns();
                }
            }
            case BroadcastTo broadcast -> {
                Ref in = full(expr.operand(0), expr.shape());
                body.add(new TileInstruction.Copy(in, out));
            }
            case Gather gather ->
                body.add(new TileInstruction.GatherRows(
                        places.fixed(expr.operand(0)),
                        expr.operand(0).shape().fixed(0),
                        places.rows(expr.operand(1)),
                        out));
            default ->
                throw new IllegalArgumentException("the engine cannot run " + expr.describe()
                        + " inside a step, because it mixes rows of the batch");
        }
    }

    /** Whether an operation computes each row from the same row of its operands. */
    static boolean isRowwise(Expr expr) {
        return switch (expr.op()) {
            case UnaryOp op -> true;
            case BinaryOp op -> true;
            case Select op -> true;
            case Softmax op -> true;
            case Gather op -> true;
            case BroadcastTo op -> true;
            case MatMul product -> !product.transposeLeft();
            case Reduce reduce ->
                reduce.axis() == -1 && lastIsFixed(expr.operand(0).shape()) && rowsStay(expr, reduce);
            case SumTo sum -> isColumnOf(expr.shape(), expr.operand(0).shape());
            case Slice slice -> slice.axis() == -1;
            case Pad pad -> pad.axis() == -1;
            case Concat concat -> concat.axis() == -1;
            default -> false;
        };
    }

    private static boolean rowsStay(Expr expr, Reduce reduce) {
        // Without its last axis a value's rows are counted otherwise, unless what is left ends in a symbolic axis.
        return reduce.keep() || !lastIsFixed(expr.shape());
    }

    /** The place of a value with all rows and columns of {@code target}, stretched where needed. */
    private Ref full(Expr expr, Dims target) {
        Dims from = expr.shape();
        if (from.equals(target)) {
            return places.rows(expr);
        }
        Stretched key = new Stretched(expr, target);
        Ref known = stretched.get(key);
        if (known != null) {
            return known;
        }
        Ref result;
        if (expr.op() instanceof Constant constant) {
            result = places.scratch(columns(target));
            once.add(new TileInstruction.Fill((float) constant.value(), result));
        } else if (isFixed(from, target)) {
            result = places.scratch(columns(target));
            once.add(new TileInstruction.Stretch(new Ref(Ref.Kind.FIXED, places.fixed(expr), elements(from)), result));
        } else if (isColumnOf(from, target)) {
            Ref column = places.rows(expr);
            result = places.scratch(columns(target));
            boolean lasting = column.kind() == Ref.Kind.ROWS && places.rowsStay();
            (lasting ? once : body).add(new TileInstruction.Stretch(column, result));
        } else {
            return places.stretch(expr, target);
        }
        stretched.put(key, result);
        return result;
    }

    private static boolean lastIsFixed(Dims dims) {
        return dims.rank() > 0 && dims.axis(-1) instanceof Dim.Fixed;
    }

    /** The floats in a row: the last axis, or 1 where that is symbolic. */
    static int columns(Dims dims) {
        return lastIsFixed(dims) ? dims.fixed(-1) : 1;
    }

    /** The axes that count rows. */
    static Dims rowAxes(Dims dims) {
        return lastIsFixed(dims) ? dims.without(-1) : dims;
    }

    private static int elements(Dims dims) {
        int elements = 1;
        for (Dim dim : dims.axes()) {
            elements *= dim instanceof Dim.Fixed fixed ? fixed.size() : 1;
        }
        return elements;
    }

    /** Whether a value is the same for all rows of the target: a number or a bias. */
    private static boolean isFixed(Dims from, Dims target) {
        for (Dim dim : rowAxes(from).axes()) {
            if (!dim.equals(Dim.of(1))) {
                return false;
            }
        }
        return columns(from) == 1 || columns(from) == columns(target);
    }

    /** Whether a value has one number for each row of the target. */
    private static boolean isColumnOf(Dims from, Dims target) {
        return from.rank() > 0
                && lastIsFixed(from)
                && lastIsFixed(target)
                && from.fixed(-1) == 1
                && from.without(-1).equals(target.without(-1));
    }

    private record Stretched(Expr expr, Dims target) {}
}
