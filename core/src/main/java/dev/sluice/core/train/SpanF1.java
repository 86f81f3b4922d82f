package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The F1 score of the spans that tags mark, {@code 2 TP / (2 TP + FP + FN)}: a span counts as found where its type, its first
 * and its last step are right (Tjong Kim Sang and De Meulder, 2003). Tags are {@code B-type} and {@code I-type}; any other, such
 * as {@code O}, is outside. An {@code I-type} without a span of that type before it begins one, as in the conlleval script.
 */
public final class SpanF1 implements Metric {
    private final List<String> labels;

    /** The metric, before it knows the tags. */
    public SpanF1() {
        this(List.of());
    }

    private SpanF1(List<String> labels) {
        this.labels = labels;
    }

    @Override
    public Metric forLabels(List<String> tags) {
        return new SpanF1(List.copyOf(tags));
    }

    @Override
    public Count start() {
        return new Spans(labels);
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    /** A span of one row: steps {@code from} to {@code to}, both included. */
    private record Span(String type, int from, int to) {}

    private static final class Spans implements Count {
        private final List<String> labels;
        private long found;
        private long predicted;
        private long right;

        Spans(List<String> labels) {
            this.labels = labels;
        }

        @Override
        public void add(Tensor outputs, Tensor targets) {
            throw new IllegalArgumentException("span-f1 needs tags at every step, but the head answers once; set at:"
                    + " every_step, or take f1-macro");
        }

        @Override
        public void addSteps(Tensor outputs, Tensor targets, Tensor lengths) {
            int rows = lengths.array().length;
            int columns = outputs.shape().size(2);
            for (int row = 0; row < rows; row++) {
                int length = (int) lengths.array()[row];
                Set<Span> wanted = spans(tags(targets, rows, row, length, columns));
                Set<Span> given = spans(tags(outputs, rows, row, length, columns));
                right += wanted.size();
                predicted += given.size();
                wanted.retainAll(given);
                found += wanted.size();
            }
        }

        private List<String> tags(Tensor scores, int rows, int row, int length, int columns) {
            List<String> tags = new ArrayList<>();
            Tensor flat = scores.reshape(scores.array().length / columns, columns);
            for (int t = 0; t < length; t++) {
                int best = Rank.largest(flat, t * rows + row);
                tags.add(best < 0 ? "" : labels.get(best));
            }
            return tags;
        }

        private static Set<Span> spans(List<String> tags) {
            Set<Span> spans = new LinkedHashSet<>();
            String type = "";
            int from = 0;
            for (int t = 0; t <= tags.size(); t++) {
                String tag = t < tags.size() ? tags.get(t) : "";
                boolean inside = tag.startsWith("B-") || tag.startsWith("I-");
                String here = inside ? tag.substring(2) : "";
                boolean goesOn = tag.startsWith("I-") && here.equals(type);
                if (!goesOn) {
                    if (!type.isEmpty()) {
                        spans.add(new Span(type, from, t - 1));
                    }
                    type = here;
                    from = t;
                }
            }
            return spans;
        }

        @Override
        public double value() {
            long both = predicted + right;
            return both == 0 ? Double.NaN : 2.0 * found / both;
        }
    }
}
