package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reshapes of values that depend on the inputs: batch and time keep their order, and the number of elements between them
 * stays the same. Axes may be merged ({@code [B·T, F]}) and split again.
 */
final class Reshaping {
    private Reshaping() {}

    static Flow of(Flow x, List<Size> target, boolean zeroIsZero, Tracer tracer) {
        List<Dim> atoms = x.axes().stream().flatMap(List::stream).toList();
        List<Size> wanted = new ArrayList<>(target);
        int open = -1;
        for (int i = 0; i < wanted.size(); i++) {
            Size size = wanted.get(i);
            if (size.isNumber() && size.factor() == 0 && !zeroIsZero && i < x.rank()) {
                wanted.set(i, x.size(i));
            } else if (size.isNumber() && size.factor() == -1) {
                open = i;
            }
        }
        symbolic(x, wanted, open, atoms, tracer);
        if (open >= 0) {
            wanted.set(open, rest(x, wanted, open));
        }
        List<List<Dim>> result = new ArrayList<>();
        if (!runs(atoms).equals(runs(dims(wanted)))) {
            tracer.axes().settleOnes(x);
        }
        for (Size size : wanted) {
            if (size.factor() < 1 || size.factor() > Integer.MAX_VALUE) {
                learnSize(x, tracer);
                throw refused(x, target);
            }
            List<Dim> axis = new ArrayList<>(size.symbols());
            axis.addAll(Flow.axis((int) size.factor()));
            result.add(axis);
        }
        if (!runs(atoms).equals(runs(result.stream().flatMap(List::stream).toList()))) {
            learnSize(x, tracer);
            throw refused(x, target);
        }
        return x.as(result);
    }

    /** An unidentified axis that is split by its size in the file is features. */
    private static void learnSize(Flow x, Tracer tracer) {
        for (List<Dim> axis : x.axes().reversed()) {
            OptionalLong written = axis.size() == 1 && InputAxes.isOpen(axis.getFirst())
                    ? tracer.axes().written(axis.getFirst())
                    : OptionalLong.empty();
            if (written.isPresent() && written.getAsLong() <= Integer.MAX_VALUE) {
                throw new AxisIdentified(axis.getFirst(), Dim.of((int) written.getAsLong()));
            }
        }
    }

    private static List<Dim> dims(List<Size> sizes) {
        List<Dim> dims = new ArrayList<>();
        for (Size size : sizes) {
            dims.addAll(size.symbols());
            dims.add(Dim.of((int) Math.clamp(size.factor(), 0L, Integer.MAX_VALUE)));
        }
        return dims;
    }

    /** Replaces numbers by symbols in files that fix the batch or the length, where the number stands for the axis. */
    private static void symbolic(Flow x, List<Size> wanted, int open, List<Dim> atoms, Tracer tracer) {
        List<Dim> named = atoms.stream().filter(Dim.Named.class::isInstance).toList();
        for (Dim dim : named) {
            boolean missing = wanted.stream().noneMatch(size -> size.symbols().contains(dim));
            OptionalLong written = tracer.written(x, dim);
            if (missing && written.isPresent()) {
                for (int i = 0; i < wanted.size(); i++) {
                    Size size = wanted.get(i);
                    if (i != open && size.isNumber() && size.factor() == written.getAsLong()) {
                        wanted.set(i, new Size(1, List.of(dim)));
                        break;
                    }
                }
            }
        }
    }

    private static Size rest(Flow x, List<Size> wanted, int open) {
        Size all = x.axes().stream().map(Size::of).reduce(Size.of(1), Size::times);
        List<Dim> symbols = new ArrayList<>(all.symbols());
        long factor = 1;
        for (int i = 0; i < wanted.size(); i++) {
            if (i != open) {
                wanted.get(i).symbols().forEach(symbols::remove);
                factor = Math.multiplyExact(factor, wanted.get(i).factor());
            }
        }
        return new Size(factor == 0 ? 0 : all.factor() / factor, symbols);
    }

    /** The named axes in order, with the product of the fixed axes before each and after the last. */
    private static List<Object> runs(List<Dim> atoms) {
        List<Object> runs = new ArrayList<>();
        long product = 1;
        for (Dim atom : atoms) {
            if (atom instanceof Dim.Fixed(int size)) {
                product = Math.multiplyExact(product, size);
            } else {
                runs.add(product);
                runs.add(atom);
                product = 1;
            }
        }
        runs.add(product);
        return runs;
    }

    private static UnsupportedPartException refused(Flow x, List<Size> target) {
        StringBuilder shape = new StringBuilder();
        for (Size size : target) {
            shape.append(shape.isEmpty() ? "" : ", ");
            List<String> words =
                    new ArrayList<>(size.symbols().stream().map(Dim::toString).toList());
            if (words.isEmpty() || size.factor() != 1) {
                words.add(Long.toString(size.factor()));
            }
            shape.append(String.join("·", words));
        }
        return new UnsupportedPartException(
                x.describe() + " cannot become [" + shape + "] for every batch and length",
                "export the model with free batch and time axes");
    }
}
