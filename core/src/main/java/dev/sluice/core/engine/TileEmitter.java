package dev.sluice.core.engine;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.GatherElements;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScatterElements;
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
 * {@link Places} tells where values are.
 */
final class TileEmitter {
    private final Places places;
    private final RowOperations operations;
    private final Map<Broadcast, Ref> broadcasts = new HashMap<>();
    private final Map<Float, Ref> constants = new HashMap<>();
    private final Deque<Ref> freeChunks = new ArrayDeque<>();
    private int chunks;
    /** Instructions to run once per tile. */
    final List<TileInstruction> once = new ArrayList<>();
    /** Instructions to run for each tile, in a scan for each step. */
    final List<TileInstruction> body = new ArrayList<>();

    TileEmitter(Places places) {
        this.places = places;
        this.operations = new RowOperations(places, body);
    }

    /** The places of a tile's values. */
    interface Places {
        /** The place of a value that has rows. */
        Ref rows(Expr expr);

        /** The slot of a value that is the same for all rows. */
        int fixed(Expr expr);

        /** Room for {@code columns} floats in each row of the tile. */
        Ref scratch(int columns);

        /** The slot of a weight packed for products. */
        int packed(Expr weight, boolean transposed);

        /** The sizes of the axes in a row of a value. */
        int[] inner(Dims dims);

        /** The floats in a row of a value. */
        default int columns(Dims dims) {
            int columns = 1;
            for (int size : inner(dims)) {
                columns *= size;
            }
            return columns;
        }

        /** Returns whether rows of memory are the same each time the body runs, as in a scan. */
        boolean rowsStay();

        /** The place of a value broadcast over axes that no instruction on tiles can broadcast. */
        Ref broadcast(Expr expr, Dims target);
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

    /** The number of chunks that the instructions need. */
    int chunks() {
        return chunks;
    }

    private void fuse(Schedule.Group group) {
        List<Elementwise> functions = new ArrayList<>();
        int columns = places.columns(group.root().shape());
        Map<Expr, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < group.units().size(); i++) {
            for (Expr read : group.units().get(i).reads()) {
                lastUse.put(read, i);
            }
        }
        Map<Expr, Ref> inner = new HashMap<>();
        for (int i = 0; i < group.units().size(); i++) {
            Expr expr = group.units().get(i).root();
            boolean ofRows = expr.op() instanceof Select && changesWithRowsAlone(expr.operand(0), expr.shape());
            List<Ref> in = new ArrayList<>();
            for (Expr operand : expr.operands()) {
                if (ofRows && in.isEmpty()) {
                    in.add(places.rows(operand));
                    continue;
                }
                if (!inner.containsKey(operand) && changesWithRowsAlone(operand, expr.shape())) {
                    Ref chunk = chunk();
                    functions.add(new Elementwise.Spread(places.rows(operand), columns, chunk));
                    inner.put(operand, chunk);
                }
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
                out = chunk();
                inner.put(expr, out);
            } else {
                out = places.rows(expr);
            }
            functions.add(
                    ofRows
                            ? new Elementwise.ChoiceOfRows(in.get(0), columns, in.get(1), in.get(2), out)
                            : function(expr, in, out));
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

    /** Returns whether a value has one number for each row, another one each time the body runs. */
    private boolean changesWithRowsAlone(Expr expr, Dims target) {
        if (expr.op() instanceof Constant
                || places.columns(target) == 1
                || isFixed(expr, target)
                || !hasRowsOf(expr.shape(), target)
                || places.columns(expr.shape()) != 1) {
            return false;
        }
        return places.rows(expr).kind() != Ref.Kind.ROWS || !places.rowsStay();
    }

    private Ref chunk() {
        return freeChunks.isEmpty() ? newChunk() : freeChunks.pop();
    }

    private Ref newChunk() {
        return new Ref(Ref.Kind.CHUNK, chunks++, 1);
    }

    /** Returns whether a sum starts from zeros, from a bias or from rows that are there already. */
    boolean needsNoScratch(Unit.SumOfProducts sum) {
        Dims shape = sum.root().shape();
        return sum.terms().stream().allMatch(term -> term.shape().equals(shape) || isBias(term, shape))
                && sum.terms().size() <= 1;
    }

    private void products(Unit.SumOfProducts sum) {
        Ref result = places.rows(sum.root());
        Ref start = null;
        for (Expr term : sum.terms()) {
            Ref place = sum.terms().size() == 1
                    ? start(term, sum.root().shape())
                    : full(term, sum.root().shape());
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
        body.add(new TileInstruction.Products(result, sum.root().shape().fixed(-1), start, products));
    }

    /** The place of a sum's only term: a bias is read where it lies. */
    private Ref start(Expr term, Dims target) {
        return isBias(term, target)
                ? new Ref(Ref.Kind.FIXED, places.fixed(term), places.columns(target))
                : full(term, target);
    }

    private boolean isBias(Expr term, Dims target) {
        return isFixed(term, target)
                && !(term.op() instanceof Constant)
                && elements(term.shape()) == places.columns(target)
                && places.columns(target) == target.fixed(-1);
    }

    private void single(Expr expr) {
        if (expr.op() instanceof BroadcastTo) {
            body.add(new TileInstruction.Copy(full(expr.operand(0), expr.shape()), places.rows(expr)));
        } else {
            operations.emit(expr);
        }
    }

    /** Returns whether an operation computes each row from the same row of its operands. */
    static boolean isRowwise(Expr expr) {
        return switch (expr.op()) {
            case UnaryOp op -> true;
            case BinaryOp op -> true;
            case Select op -> true;
            case Softmax op -> true;
            case Gather op -> true;
            case GatherElements op -> true;
            case ScatterElements op -> true;
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

    /** The place of a value with all rows and columns of {@code target}, broadcast where needed. */
    private Ref full(Expr expr, Dims target) {
        Dims from = expr.shape();
        if (from.equals(target)) {
            return places.rows(expr);
        }
        Broadcast key = new Broadcast(expr, target);
        Ref known = broadcasts.get(key);
        if (known != null) {
            return known;
        }
        if (!isFixed(expr, target) && !hasRowsOf(from, target)) {
            return places.broadcast(expr, target);
        }
        Ref result = places.scratch(places.columns(target));
        if (expr.op() instanceof Constant constant) {
            once.add(new TileInstruction.Fill((float) constant.value(), result));
        } else if (isFixed(expr, target)) {
            once.add(broadcast(new Ref(Ref.Kind.FIXED, places.fixed(expr), elements(from)), expr, target, result));
        } else {
            Ref rows = places.rows(expr);
            boolean lasting = rows.kind() == Ref.Kind.ROWS && places.rowsStay();
            (lasting ? once : body).add(broadcast(rows, expr, target, result));
        }
        broadcasts.put(key, result);
        return result;
    }

    private TileInstruction broadcast(Ref source, Expr expr, Dims target, Ref result) {
        boolean whole = source.columns() == 1 || source.columns() == result.columns();
        return whole
                ? new TileInstruction.Broadcast(source, result)
                : new InnerAxes.Broadcast(source, sizes(expr, target), result, places.inner(target));
    }

    /** The sizes of a value's last axes, as many as a row of the target has. */
    private int[] sizes(Expr expr, Dims target) {
        List<Dim> axes = expr.shape().axes();
        int count = Math.min(axes.size(), places.inner(target).length);
        return axes.subList(axes.size() - count, axes.size()).stream()
                .mapToInt(dim -> ((Dim.Fixed) dim).size())
                .toArray();
    }

    private static boolean lastIsFixed(Dims dims) {
        return dims.rank() > 0 && dims.axis(-1) instanceof Dim.Fixed;
    }

    /** The floats in a row: the last axis, or 1 where that is symbolic. */
    static int columns(Dims dims) {
        return lastIsFixed(dims) ? dims.fixed(-1) : 1;
    }

    /** The sizes of the axes in a row of a whole value: its last, where that is not symbolic. */
    static int[] inner(Dims dims) {
        return lastIsFixed(dims) ? new int[] {dims.fixed(-1)} : new int[0];
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

    /** Returns whether a value is the same for all rows of the target: a number, a bias, a matrix for all rows of the batch. */
    private boolean isFixed(Expr expr, Dims target) {
        List<Dim> axes = expr.shape().axes();
        int inner = Math.min(axes.size(), places.inner(target).length);
        List<Dim> outer = axes.subList(0, axes.size() - inner);
        return outer.stream().allMatch(Dim.of(1)::equals)
                && axes.subList(axes.size() - inner, axes.size()).stream().allMatch(Dim.Fixed.class::isInstance);
    }

    /** Returns whether a value has its own numbers for each row of the target. */
    private boolean hasRowsOf(Dims from, Dims target) {
        int inner = places.inner(target).length;
        return from.rank() == target.rank()
                && from.axes()
                        .subList(0, from.rank() - inner)
                        .equals(target.axes().subList(0, target.rank() - inner))
                && from.axes().subList(from.rank() - inner, from.rank()).stream()
                        .allMatch(Dim.Fixed.class::isInstance);
    }

    /** Returns whether a value has one number for each row of the target. */
    private static boolean isColumnOf(Dims from, Dims target) {
        return from.rank() > 0
                && lastIsFixed(from)
                && lastIsFixed(target)
                && from.fixed(-1) == 1
                && from.without(-1).equals(target.without(-1));
    }

    private record Broadcast(Expr expr, Dims target) {}
}
