package dev.sluice.core.explain;

import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The nearest embeddings of an example's symbols, by cosine similarity. */
final class NearEmbeddings {
    private static final int MOST_SYMBOLS = 24;
    private static final int NEAREST = 6;
    /** Padding and unknown. */
    private static final int SPECIAL = 2;

    private NearEmbeddings() {}

    static List<Explanation.Neighbours> of(Probe probe, List<String> symbols) {
        List<Explanation.Neighbours> found = new ArrayList<>();
        for (Expr expr : probe.network().graph().expressions()) {
            for (ModelInput input : probe.network().inputs()) {
                if (input instanceof ModelInput.Tokens
                        && expr.op() instanceof Gather
                        && expr.operand(0).op() instanceof Parameter table
                        && Probe.isInput(expr.operand(1), input.name())
                        && probe.model().contract().inputs().get(input.name()) instanceof InputEncoding.Text text) {
                    found.addAll(of(
                            ((Op.Leaf) table).label(),
                            probe.model().parameters().get(((Op.Leaf) table).label()),
                            text.vocabulary(),
                            symbols));
                }
            }
        }
        return found;
    }

    private static List<Explanation.Neighbours> of(
            String name, Tensor table, Vocabulary vocabulary, List<String> symbols) {
        List<String> known = vocabulary.symbols();
        Set<String> different = new LinkedHashSet<>(symbols);
        List<Explanation.Neighbours> found = new ArrayList<>();
        for (String symbol : different) {
            int id = vocabulary.id(symbol);
            if (id >= SPECIAL && found.size() < MOST_SYMBOLS) {
                double[] cosines = cosines(table, id);
                List<Integer> nearest = IntStream.range(SPECIAL, cosines.length)
                        .filter(other -> other != id && other - SPECIAL < known.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(other -> -cosines[other]))
                        .limit(NEAREST)
                        .toList();
                found.add(new Explanation.Neighbours(
                        name,
                        symbol,
                        nearest.stream()
                                .map(other -> known.get(other - SPECIAL))
                                .toList(),
                        nearest.stream().map(other -> cosines[other]).toList()));
            }
        }
        return found;
    }

    private static double[] cosines(Tensor table, int id) {
        int rows = table.shape().size(0);
        double[] cosines = new double[rows];
        double own = Math.sqrt(dot(table, id, id));
        for (int row = SPECIAL; row < rows; row++) {
            double length = own * Math.sqrt(dot(table, row, row));
            cosines[row] = length == 0 ? 0 : dot(table, id, row) / length;
        }
        return cosines;
    }

    private static double dot(Tensor table, int one, int other) {
        int width = table.shape().size(1);
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += (double) table.array()[one * width + i] * table.array()[other * width + i];
        }
        return sum;
    }
}
