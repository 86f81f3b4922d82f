package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.proto.TensorShapeProto;
import dev.sluice.export.onnx.proto.TypeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/** The axes of the file's inputs as far as they have been identified. Mutable. */
final class InputAxes {
    /** Largest rank at which a last axis of fixed size is features; in images any axis may be time. */
    private static final int FEATURES_LAST = 3;

    private final Map<Dim, Dim> meanings = new LinkedHashMap<>();
    private final Map<Dim, Long> written = new LinkedHashMap<>();
    private final Set<Dim> repeats = new LinkedHashSet<>();

    /** The only axis of a file for one sequence; it stands for all steps of our batch. */
    static final Dim TIME_OF_ONE = new Dim.Named("T·B");

    /** The axes of an input: features of fixed size are known, all others are symbols until identified. */
    List<List<Dim>> of(ValueInfoProto declared) {
        TypeProto.Tensor type = declared.getType().getTensorType();
        boolean number = type.getElemType() == ElementType.FLOAT.code();
        List<List<Dim>> axes = new ArrayList<>();
        int rank = type.getShape().getDimCount();
        for (int i = 0; i < rank; i++) {
            TensorShapeProto.Dimension dimension = type.getShape().getDim(i);
            long size = dimension.hasDimValue() ? dimension.getDimValue() : 0;
            Dim symbol = new Dim.Named(Printable.of(declared.getName()) + "#" + i);
            if (size > 0) {
                written.put(symbol, size);
            }
            boolean feature = number && rank == FEATURES_LAST && i == rank - 1 && size > 0 && size <= Integer.MAX_VALUE;
            Dim meaning = meanings.containsKey(symbol) || !feature ? meaning(symbol) : Dim.of((int) size);
            if (size > 0) {
                written.merge(meaning, size, Math::max);
            }
            axes.add(meaning.equals(TIME_OF_ONE) ? List.of(Dim.TIME, Dim.BATCH) : Flow.axis(meaning));
        }
        return axes;
    }

    /** Resolves a symbol, which may be known as another symbol that was identified later. */
    private Dim meaning(Dim symbol) {
        Dim meaning = symbol;
        while (meanings.containsKey(meaning)) {
            meaning = meanings.get(meaning);
        }
        return meaning;
    }

    /** Records the meaning of a symbol. */
    void learn(AxisIdentified learned) {
        meanings.put(learned.symbol(), learned.meaning());
    }

    /** Returns whether nothing is known of an axis yet. */
    static boolean isOpen(Dim dim) {
        return dim instanceof Dim.Named && !dim.equals(Dim.TIME) && !dim.equals(Dim.BATCH);
    }

    /** The size in the file of an axis that should be free; empty if the file leaves it open. */
    OptionalLong written(Dim dim) {
        Long size = written.get(dim);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /**
     * An axis made by repeating, whose size may be batch or time written as a number: a symbol until a node identifies
     * it.
     *
     * @param name name of the node's result with the axis number
     */
    List<Dim> repeated(String name, int size) {
        if (size == 1 || written.values().stream().noneMatch(known -> known == size)) {
            return Flow.axis(size);
        }
        Dim symbol = new Dim.Named(name);
        written.put(symbol, (long) size);
        repeats.add(symbol);
        return Flow.axis(meaning(symbol));
    }

    /** Settles axes made by repeating that no node identified: they have the size written in the file. */
    void settleRepeats() {
        for (Dim symbol : repeats) {
            Dim meaning = meaning(symbol);
            if (isOpen(meaning)) {
                throw new AxisIdentified(meaning, Dim.of((int) (long) Objects.requireNonNull(written.get(symbol))));
            }
        }
    }

    /** Requires one axis to be time and another to be the batch; a file for one sequence has only time. */
    void requireSteps(Flow x, int time, int batch) {
        List<Dim> steps = x.axes().get(time);
        if (x.axes().get(batch).isEmpty() && !x.has(Dim.BATCH) && steps.size() == 1) {
            if (isOpen(steps.getFirst())) {
                throw new AxisIdentified(steps.getFirst(), TIME_OF_ONE);
            }
        }
        if (x.axes().get(batch).isEmpty() && steps.equals(List.of(Dim.TIME, Dim.BATCH))) {
            return;
        }
        require(x, time, Dim.TIME, "X");
        require(x, batch, Dim.BATCH, "X");
    }

    /** Requires a row of features for each sequence: the batch is the axis of open size, or else the first. */
    void requireRows(Flow value) {
        List<Dim> open = value.axes().stream()
                .filter(axis -> axis.size() == 1 && isOpen(axis.getFirst()))
                .map(List::getFirst)
                .toList();
        if (!open.isEmpty()) {
            Dim batch = open.stream()
                    .filter(dim -> written(dim).isEmpty())
                    .findFirst()
                    .orElse(open.getFirst());
            throw value.has(Dim.BATCH) ? learnedSize(open.getFirst()) : new AxisIdentified(batch, Dim.BATCH);
        }
    }

    private AxisIdentified learnedSize(Dim symbol) {
        return new AxisIdentified(symbol, Dim.of((int) Math.min(written(symbol).orElse(1), Integer.MAX_VALUE)));
    }

    /** Gives unidentified axes size 1, as a squeeze requires. */
    void settleOnes(Flow value) {
        for (List<Dim> axis : value.axes().reversed()) {
            if (isOpenOne(axis)) {
                throw learnedSize(axis.getFirst());
            }
        }
    }

    private boolean isOpenOne(List<Dim> axis) {
        return axis.size() == 1
                && isOpen(axis.getFirst())
                && written(axis.getFirst()).orElse(0) == 1;
    }

    /**
     * Gives an unidentified axis size 1, because it meets an axis of size 1 where nothing is broadcast.
     *
     * @param other the value of the other axis; a constant may stand for any batch
     */
    void settleOne(List<Dim> axis, Flow other) {
        boolean constant = other.axes().stream().flatMap(List::stream).noneMatch(Dim.Named.class::isInstance);
        if (!constant && isOpenOne(axis)) {
            throw learnedSize(axis.getFirst());
        }
    }

    /** Requires an axis to have a certain meaning. */
    void require(Flow value, int axis, Dim wanted, String what) {
        List<Dim> found = value.axes().get(axis);
        if (found.equals(List.of(wanted))) {
            return;
        }
        if (found.size() == 1 && isOpen(found.getFirst())) {
            throw new AxisIdentified(found.getFirst(), wanted);
        }
        throw new UnsupportedPartException(
                what + " must have " + name(wanted) + " as axis " + axis + ", but is " + value.describe(),
                found.isEmpty() ? "export the model with a " + name(wanted) + " axis" : "");
    }

    /** Requires an axis to have a fixed size, and returns it. */
    int fixed(Flow value, int axis) {
        List<Dim> found = value.axes().get(axis);
        if (found.size() == 1 && isOpen(found.getFirst())) {
            long size = written(found.getFirst()).orElse(0);
            if (size > 0 && size <= Integer.MAX_VALUE) {
                throw new AxisIdentified(found.getFirst(), Dim.of((int) size));
            }
        }
        return value.fixed(axis);
    }

    private static String name(Dim dim) {
        return dim.equals(Dim.TIME) ? "time" : dim.equals(Dim.BATCH) ? "batch" : dim.toString();
    }
}
