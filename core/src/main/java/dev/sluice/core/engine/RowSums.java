package dev.sluice.core.engine;

import dev.sluice.core.graph.Dims;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums over all rows of the same axes: the gradients of weights and biases. Terms that read the same values, such as a layer's
 * inputs or a gate's derivatives, are added up together, one block of rows after the other, so that a block comes from memory
 * once. Threads share the columns of the results, never a sum: each element is one chain over the rows.
 *
 * @param rowAxes the axes that count rows
 */
record RowSums(Dims rowAxes, List<Term> terms) implements Instruction {
    /** Rows of a block that count in what is to stay in the cache: a block of the product kernel, as it is and packed. */
    private static final int BLOCK = 256;

    /** Floats that stay in the second-level cache: 1 MiB. */
    private static final int CACHED = 1 << 18;

    /** Columns of a right side that are added up together, of which the cache holds a packed block; whole panels of any kernel. */
    private static final int MOST_COLUMNS = 512;

    /** Columns of a left side, so that a result of {@link #MOST_COLUMNS} stays in the cache, too; whole tiles of any kernel. */
    private static final int MOST_ROWS = 768;

    // About a tenth of a millisecond: smaller shares are done before another thread wakes up.
    private static final long LEAST_MULTIPLY_ADDS = 1 << 22;

    RowSums {
        terms = List.copyOf(terms);
    }

    /**
     * One sum.
     *
     * @param left the slot of the left side {@code [rows, m]} of a product {@code leftᵀ · right}; none if the rows of the
     *     right side are added up themselves
     * @param right the slot of the right side {@code [rows, n]}
     * @param result the slot of the result {@code [m, n]}
     */
    record Term(OptionalInt left, int right, int m, int n, int result) {
        private String label() {
            return left.isPresent() ? "product [" + m + ", rows] x [rows, " + n + "]" : "sum [rows, " + n + "]";
        }
    }

    /** These and one more, in the same pass. */
    RowSums with(Term term) {
        return new RowSums(
                rowAxes, Stream.concat(terms.stream(), Stream.of(term)).toList());
    }

    @Override
    public String label() {
        return Profile.counted(terms.stream().map(Term::label));
    }

    @Override
    public void run(Execution run) {
        int rows = run.elements(rowAxes);
        int panel = run.kernels.products().panelColumns();
        List<List<Share>> passes = passes();
        int cost = passes.stream()
                .flatMap(List::stream)
                .mapToInt(share -> share.cost(panel))
                .sum();
        int least = (int) Math.min(cost, LEAST_MULTIPLY_ADDS / (1 + (long) rows * panel));
        run.split(cost, Math.max(1, least), (part, from, to) -> {
            int start = 0;
            for (List<Share> pass : passes) {
                List<Share> shares = cut(pass, panel, from - start, to - start);
                new PackedSums(run.kernels.products(), shares).run(run, run.frame(part), rows);
                start += pass.stream().mapToInt(share -> share.cost(panel)).sum();
            }
        });
    }

    /** Groups that read the same values, and whose results and blocks stay in the second-level cache together. */
    private List<List<Share>> passes() {
        List<List<Share>> passes = new ArrayList<>();
        List<Share> rest = terms.stream().flatMap(RowSums::parts).collect(Collectors.toCollection(ArrayList::new));
        while (!rest.isEmpty()) {
            List<Share> pass = new ArrayList<>(List.of(rest.removeFirst()));
            for (Share share : List.copyOf(rest)) {
                List<Share> more =
                        Stream.concat(pass.stream(), Stream.of(share)).toList();
                boolean readsTheSame = floats(more) < floats(pass) + floats(List.of(share));
                if (readsTheSame && floats(more) <= CACHED) {
                    pass.add(share);
                    rest.remove(share);
                }
            }
            passes.add(pass);
        }
        return passes;
    }

    /** A term in parts of which the cache holds rows of both sides and the result. */
    private static Stream<Share> parts(Term term) {
        return starts(term.m(), MOST_ROWS).boxed().flatMap(top -> {
            int rows = Math.min(MOST_ROWS, term.m() - top);
            return starts(term.n(), MOST_COLUMNS)
                    .mapToObj(first -> new Share(term, top, rows, first, Math.min(MOST_COLUMNS, term.n() - first)));
        });
    }

    private static IntStream starts(int count, int most) {
        return IntStream.range(0, Math.ceilDiv(count, most)).map(part -> part * most);
    }

    private static long floats(List<Share> shares) {
        Set<Columns> sides = new HashSet<>();
        long floats = 0;
        for (Share share : shares) {
            share.left().ifPresent(sides::add);
            sides.add(share.right());
            floats += (long) share.rows() * share.columns();
        }
        for (Columns side : sides) {
            floats += (long) BLOCK * side.count();
        }
        return floats;
    }

    /** The columns of each share that one thread adds up: the panels that begin at a cost in a range. */
    private static List<Share> cut(List<Share> shares, int panel, int from, int to) {
        List<Share> cut = new ArrayList<>();
        int start = 0;
        for (Share share : shares) {
            int each = share.rows();
            int panels = Math.ceilDiv(share.columns(), panel);
            int first = Math.clamp(Math.ceilDiv(from - start, each), 0, panels) * panel;
            int last = Math.clamp(Math.ceilDiv(to - start, each), 0, panels) * panel;
            if (first < last) {
                int end = Math.min(share.columns(), last);
                cut.add(share.withColumns(share.first() + first, end - first));
            }
            start += each * panels;
        }
        return cut;
    }

    /**
     * A part of a term.
     *
     * @param top the first row of the result
     * @param first the first column of the result
     */
    record Share(Term term, int top, int rows, int first, int columns) {
        Share withColumns(int from, int count) {
            return new Share(term, top, rows, from, count);
        }

        /** The columns of the left side, if there is one. */
        Optional<Columns> left() {
            return term.left.isPresent()
                    ? Optional.of(new Columns(term.left.getAsInt(), term.m, top, rows))
                    : Optional.empty();
        }

        /** The columns of the right side. */
        Columns right() {
            return new Columns(term.right, term.n, first, columns);
        }

        /** The cost, in products of one row with a panel. */
        private int cost(int panel) {
            return Math.multiplyExact(rows, Math.ceilDiv(columns, panel));
        }

        /** Where the part of the result begins in its array. */
        int start(Execution run) {
            return run.start(term.result) + top * term.n + first;
        }

        void clear(Execution run) {
            for (int i = 0; i < rows; i++) {
                int at = start(run) + i * term.n;
                Arrays.fill(run.array(term.result), at, at + columns, 0);
            }
        }
    }

    /**
     * Columns of a value.
     *
     * @param width columns of the whole value
     */
    record Columns(int slot, int width, int first, int count) {
        /** Where they begin in the value's array, in a row. */
        int start(Execution run, int row) {
            return run.start(slot) + row * width + first;
        }
    }
}
