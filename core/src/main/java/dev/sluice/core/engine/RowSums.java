package dev.sluice.core.engine;

import dev.sluice.core.graph.Dims;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sums over all rows of the same axes: the gradients of weights and biases. Terms that read the same values, such as a layer's
 * inputs or a gate's derivatives, are added up together, one block of rows after the other, so that a block comes from memory
 * once. Threads share the columns of the results, never a sum: each element is one chain over the rows.
 *
 * @param rowAxes the axes that count rows
 */
record RowSums(Dims rowAxes, List<Term> terms) implements Instruction {
    /** Rows in a block: what the product kernel adds up at a time. */
    private static final int BLOCK = 256;

    /** Floats that stay in the second-level cache: 1 MiB. */
    private static final int CACHED = 1 << 18;

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
        /** The cost of so many columns, in products of one row. */
        int cost(int columns) {
            return Math.multiplyExact(m, columns);
        }

        private String label() {
            return left.isPresent() ? "product [" + m + ", rows] x [rows, " + n + "]" : "sum [rows, " + n + "]";
        }

        private void clear(float[][] memory, int first, int columns) {
            for (int i = 0; i < m; i++) {
                Arrays.fill(memory[result], i * n + first, i * n + first + columns, 0);
            }
        }

        private void add(Execution run, int row, int rows, int first, int columns) {
            float[] b = run.memory[right];
            float[] c = run.memory[result];
            int from = row * n + first;
            if (left.isPresent()) {
                float[] a = run.memory[left.getAsInt()];
                run.kernels.products().addProductsOfRows(m, columns, rows, a, row * m, m, b, from, n, c, first, n);
            } else {
                run.kernels.rows().addColumnSums(rows, columns, b, from, n, c, first);
            }
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
        List<List<Term>> passes = passes();
        int cost = terms.stream()
                .mapToInt(term -> term.cost(Math.ceilDiv(term.n(), panel)))
                .sum();
        int least = (int) Math.min(cost, LEAST_MULTIPLY_ADDS / (1 + (long) rows * panel));
        run.split(cost, Math.max(1, least), (part, from, to) -> {
            int start = 0;
            for (List<Term> pass : passes) {
                List<Share> shares = shares(pass, panel, from - start, to - start);
                shares.forEach(share -> share.term().clear(run.memory, share.first(), share.columns()));
                for (int row = 0; row < rows; row += BLOCK) {
                    for (Share share : shares) {
                        share.term().add(run, row, Math.min(BLOCK, rows - row), share.first(), share.columns());
                    }
                }
                for (Term term : pass) {
                    start += term.cost(Math.ceilDiv(term.n(), panel));
                }
            }
        });
    }

    /** The terms in groups that read the same values, and whose results and blocks stay in the second-level cache together. */
    private List<List<Term>> passes() {
        List<List<Term>> passes = new ArrayList<>();
        List<Term> rest = new ArrayList<>(terms);
        while (!rest.isEmpty()) {
            List<Term> pass = new ArrayList<>(List.of(rest.removeFirst()));
            for (Term term : List.copyOf(rest)) {
                List<Term> more = Stream.concat(pass.stream(), Stream.of(term)).toList();
                boolean readsTheSame = floats(more) < floats(pass) + floats(List.of(term));
                if (readsTheSame && floats(more) <= CACHED) {
                    pass.add(term);
                    rest.remove(term);
                }
            }
            passes.add(pass);
        }
        return passes;
    }

    private static long floats(List<Term> terms) {
        Set<Side> sides = new HashSet<>();
        long floats = 0;
        for (Term term : terms) {
            term.left().ifPresent(left -> sides.add(new Side(left, term.m())));
            sides.add(new Side(term.right(), term.n()));
            floats += term.left().isPresent() ? (long) term.m() * term.n() : term.n();
        }
        for (Side side : sides) {
            floats += (long) BLOCK * side.columns();
        }
        return floats;
    }

    /** The columns of each term that one thread adds up: the panels that begin at a cost in a range. */
    private static List<Share> shares(List<Term> terms, int panel, int from, int to) {
        List<Share> shares = new ArrayList<>();
        int start = 0;
        for (Term term : terms) {
            int panels = Math.ceilDiv(term.n(), panel);
            int each = term.cost(1);
            int first = Math.clamp(Math.ceilDiv(from - start, each), 0, panels);
            int last = Math.clamp(Math.ceilDiv(to - start, each), 0, panels);
            if (first < last) {
                shares.add(new Share(term, first * panel, Math.min(term.n(), last * panel) - first * panel));
            }
            start += each * panels;
        }
        return shares;
    }

    private record Share(Term term, int first, int columns) {}

    private record Side(int slot, int columns) {}
}
