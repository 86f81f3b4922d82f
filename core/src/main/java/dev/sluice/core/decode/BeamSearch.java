package dev.sluice.core.decode;

import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Finds likely texts: from the likeliest beginnings that are followed side by side, the likeliest that are one symbol longer, until as
 * many as are followed have ended. With a beam of 1 that is the likeliest symbol at each step.
 *
 * <p>Padding and begin are never written. Of equally likely ones the first beginning and the lowest number come first.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BeamSearch {
    private final SearchOptions options;

    /**
     * A search.
     *
     * @throws IllegalArgumentException unless there is a limit of length
     */
    public BeamSearch(SearchOptions options) {
        if (options.maxLength() < 1) {
            throw new IllegalArgumentException("a search needs a limit of length, or it may never end");
        }
        this.options = options;
    }

    /**
     * The texts for some sources, the best first, at most as many as the beam for each.
     *
     * @param inputs of the sources side by side. Not modified.
     */
    public List<List<Hypothesis>> search(StepModel model, Tensors inputs) {
        StepModel.Rows rows = model.begin(inputs);
        List<Source> sources = new ArrayList<>();
        List<Beginning> live = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Source source = new Source(i);
            sources.add(source);
            live.add(new Beginning(source, i, List.of(), WrittenEncoding.BEGIN, 0, List.of()));
        }
        while (!live.isEmpty()) {
            int[] from = live.stream().mapToInt(Beginning::row).toArray();
            if (!Arrays.equals(from, IntStream.range(0, rows.size()).toArray())) {
                rows.select(from);
            }
            live = longer(
                    live, rows.next(live.stream().mapToInt(Beginning::last).toArray()));
        }
        return sources.stream().map(source -> source.best(options.beam())).toList();
    }

    /** What is followed after the step: for each source that has not ended the likeliest texts that are one symbol longer. */
    private List<Beginning> longer(List<Beginning> live, StepModel.Step step) {
        List<Beginning> next = new ArrayList<>();
        for (int from = 0; from < live.size(); ) {
            int to = from;
            while (to < live.size()
                    && live.get(to).source().equals(live.get(from).source())) {
                to++;
            }
            next.addAll(longer(live.subList(from, to), from, step, live.size()));
            from = to;
        }
        return next;
    }

    private List<Beginning> longer(List<Beginning> live, int firstRow, StepModel.Step step, int rows) {
        int symbols = step.logProbabilities().length / rows;
        Likeliest likeliest = new Likeliest(2 * options.beam());
        for (int i = 0; i < live.size(); i++) {
            int at = (firstRow + i) * symbols;
            double before = live.get(i).logProbability();
            for (int token = 0; token < symbols; token++) {
                if (token != Vocabulary.PADDING && token != WrittenEncoding.BEGIN) {
                    likeliest.offer(before + step.logProbabilities()[at + token], i * symbols + token);
                }
            }
        }
        Source source = live.getFirst().source();
        List<Beginning> next = new ArrayList<>();
        for (int rank = 0; rank < likeliest.size() && next.size() < options.beam(); rank++) {
            Beginning before = live.get(likeliest.item(rank) / symbols);
            int token = likeliest.item(rank) % symbols;
            int row = firstRow + likeliest.item(rank) / symbols;
            List<float[]> attention = looked(before, step, row);
            if (token == WrittenEncoding.END) {
                if (rank < options.beam()) {
                    source.add(hypothesis(before.tokens(), likeliest.value(rank), true, attention));
                }
                continue;
            }
            List<Integer> tokens = new ArrayList<>(before.tokens());
            tokens.add(token);
            next.add(new Beginning(source, row, tokens, token, likeliest.value(rank), attention));
        }
        if (source.found().size() >= options.beam()) {
            return List.of();
        }
        if (next.isEmpty() || next.getFirst().tokens().size() < options.maxLength()) {
            return next;
        }
        next.forEach(cut -> source.add(hypothesis(cut.tokens(), cut.logProbability(), false, cut.attention())));
        return List.of();
    }

    private static List<float[]> looked(Beginning before, StepModel.Step step, int row) {
        if (step.attention().length == 0) {
            return List.of();
        }
        List<float[]> attention = new ArrayList<>(before.attention());
        attention.add(Arrays.copyOfRange(step.attention(), row * step.steps(), (row + 1) * step.steps()));
        return attention;
    }

    private Hypothesis hypothesis(List<Integer> tokens, double logProbability, boolean ended, List<float[]> attention) {
        int length = tokens.size() + (ended ? 1 : 0);
        return new Hypothesis(tokens, logProbability, options.score(logProbability, length), ended, attention);
    }

    /**
     * A text that is being written.
     *
     * @param row of the last step
     * @param last the symbol to be read next
     */
    private record Beginning(
            Source source, int row, List<Integer> tokens, int last, double logProbability, List<float[]> attention) {}

    /** The texts found for one source. Mutable. */
    private static final class Source {
        private final int number;
        private final List<Hypothesis> found = new ArrayList<>();

        Source(int number) {
            this.number = number;
        }

        List<Hypothesis> found() {
            return found;
        }

        void add(Hypothesis text) {
            found.add(text);
        }

        List<Hypothesis> best(int most) {
            return found.stream()
                    // Stable, so that the one found first comes first.
                    .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                    .limit(most)
                    .toList();
        }

        @Override
        public String toString() {
            return "source " + number;
        }
    }
}
