package dev.sluice.core.train.metric;

import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The F1 score of the spans that tags mark, {@code 2 TP / (2 TP + FP + FN)}: a span counts as found where its type, its first
 * and its last step are right (Tjong Kim Sang and De Meulder, 2003, and their conlleval script).
 *
 * <p>Tags are {@code B-type} for a span's first step and {@code I-type} for the others; {@code E-type} (or {@code L-}) ends a
 * span and {@code S-type} (or {@code U-}) is one by itself, where the data have them. Any other tag, such as {@code O}, is
 * outside. A tag that goes on without a span of its type before it begins one, so tags that use {@code B-} only between spans
 * (IOB1) are read right as well.
 */
public final class SpanF1 implements Metric {
    private static final int MOST_SHOWN = 5;

    private final List<String> labels;

    /** The metric, before it knows the tags. */
    public SpanF1() {
        this(List.of());
    }

    private SpanF1(List<String> labels) {
        this.labels = labels;
    }

    /**
     * The metric of these tags.
     *
     * @throws IllegalArgumentException if none of them marks a span
     */
    @Override
    public Metric forLabels(List<String> tags) {
        if (tags.stream().allMatch(tag -> type(tag).isEmpty())) {
            throw new IllegalArgumentException(
                    "span-f1 reads tags of spans such as B-city and I-city, but the labels are "
                            + tags.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                            + (tags.size() > MOST_SHOWN ? ", …" : "") + "; take accuracy or f1-macro");
        }
        return new SpanF1(List.copyOf(tags));
    }

    /** What a tag marks; empty outside. */
    private static String type(String tag) {
        return tag.length() > 1 && tag.charAt(1) == '-' && "BIELSU".indexOf(tag.charAt(0)) >= 0 ? tag.substring(2) : "";
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
            if (labels.isEmpty()) {
                throw new IllegalArgumentException("span-f1 needs tags, but the answers are numbers; take mae");
            }
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
            String open = "";
            int from = 0;
            for (int t = 0; t < tags.size(); t++) {
                String type = type(tags.get(t));
                char place = type.isEmpty() ? 'O' : tags.get(t).charAt(0);
                if (!type.equals(open) || "BSU".indexOf(place) >= 0) {
                    close(spans, open, from, t - 1);
                    open = type;
                    from = t;
                }
                if ("ELSU".indexOf(place) >= 0) {
                    close(spans, open, from, t);
                    open = "";
                }
            }
            close(spans, open, from, tags.size() - 1);
            return spans;
        }

        private static void close(Set<Span> spans, String type, int from, int to) {
            if (!type.isEmpty()) {
                spans.add(new Span(type, from, to));
            }
        }

        @Override
        public double value() {
            long both = predicted + right;
            return both == 0 ? Double.NaN : 2.0 * found / both;
        }
    }
}
