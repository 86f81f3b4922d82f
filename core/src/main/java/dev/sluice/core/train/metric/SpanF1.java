package dev.sluice.core.train.metric;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.error.Printable;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * The F1 score of the spans that tags mark, {@code 2 TP / (2 TP + FP + FN)}: a span counts as found where its type, its first
 * and its last step are right (Tjong Kim Sang and De Meulder, 2003, and their conlleval script).
 *
 * <p>Tags are {@code B-type} for a span's first step and {@code I-type} for the others; {@code E-type} (or {@code L-}) ends a
 * span and {@code S-type} (or {@code U-}) is one by itself, where the data have them; the letter alone stands for spans of one kind.
 * Any other tag, such as {@code O}, is outside. A tag that goes on without a span of its type before it begins one, so tags that use {@code B-} only between spans
 * (IOB1) are read right as well.
 */
public final class SpanF1 implements Metric {
    private static final int MOST_SHOWN = 5;
    private static final String PLACES = "BIELSU";
    private static final String ONLY_TYPE = "span";

    private final List<String> labels;

    /** The metric, before it knows the tags. */
    public SpanF1() {
        this(List.of());
    }

    private SpanF1(List<String> labels) {
        this.labels = labels;
    }

    /**
     * The metric of a target's tags.
     *
     * @throws IllegalArgumentException if none of them marks a span
     */
    @Override
    public Metric forTarget(TargetEncoding target) {
        if (!(target instanceof ClassEncoding classes)) {
            throw new IllegalArgumentException("span-f1 needs tags, but the targets are numbers; take mae");
        }
        if (classes.severalMayHold()) {
            throw new IllegalArgumentException(
                    "span-f1 reads one tag at each step, but the loss lets several hold; take"
                            + " cross-entropy, or the metric f1-macro");
        }
        List<String> tags = classes.labels().names();
        if (tags.stream().allMatch(tag -> type(tag).isEmpty())) {
            throw new IllegalArgumentException(
                    "span-f1 reads tags of spans such as B-city and I-city, or B and I, but the labels are "
                            + tags.stream()
                                    .limit(MOST_SHOWN)
                                    .map(Printable::word)
                                    .collect(Collectors.joining(", "))
                            + (tags.size() > MOST_SHOWN ? ", …" : "") + "; take accuracy or f1-macro");
        }
        return new SpanF1(tags);
    }

    /** The type of the span that a tag marks; empty outside. Tags without one mark spans of one and the same kind. */
    private static String type(String tag) {
        if (tag.isEmpty() || PLACES.indexOf(tag.charAt(0)) < 0) {
            return "";
        }
        if (tag.length() <= 2) {
            return tag.length() == 1 || tag.charAt(1) == '-' ? ONLY_TYPE : "";
        }
        return tag.charAt(1) == '-' ? tag.substring(2) : "";
    }

    @Override
    public Count start() {
        return new Spans(labels);
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public boolean judgesDecisions() {
        return true;
    }

    /** A span of one row: steps {@code from} to {@code to}, both included. */
    private record Span(String type, int from, int to) {}

    private static final class Spans implements Count {
        private final List<String> labels;
        private final Map<String, Found> found = new TreeMap<>();

        Spans(List<String> labels) {
            this.labels = labels;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            throw new IllegalArgumentException(
                    "span-f1 needs tags at every step, but the head has one output for all of"
                            + " them; set at: every_step in model.head, or take f1-macro");
        }

        @Override
        public void addSequence(Matrix outputs, Matrix targets) {
            if (labels.isEmpty()) {
                throw new IllegalArgumentException("span-f1 needs tags, but the targets are numbers; take mae");
            }
            RightClasses right = RightClasses.of(outputs, targets);
            Set<Span> wanted = spans(tags(outputs.rows(), right::first));
            Set<Span> given = spans(tags(outputs.rows(), row -> Rank.largest(outputs, row)));
            wanted.forEach(span -> found(span).marked++);
            given.forEach(span -> found(span).predicted++);
            wanted.retainAll(given);
            wanted.forEach(span -> found(span).right++);
        }

        private Found found(Span span) {
            return found.computeIfAbsent(span.type(), type -> new Found());
        }

        private List<String> tags(int steps, IntUnaryOperator tag) {
            List<String> tags = new ArrayList<>();
            for (int t = 0; t < steps; t++) {
                int best = tag.applyAsInt(t);
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
            Found all = new Found();
            found.values().forEach(all::add);
            return all.f1();
        }

        /** The figure of each type of span. */
        @Override
        public Map<String, Double> byClass() {
            Map<String, Double> figures = new LinkedHashMap<>();
            found.forEach((type, own) -> figures.put(type, own.f1()));
            return figures;
        }
    }

    /** Spans that were counted. */
    private static final class Found {
        private long marked;
        private long predicted;
        private long right;

        void add(Found other) {
            marked += other.marked;
            predicted += other.predicted;
            right += other.right;
        }

        double f1() {
            long both = predicted + marked;
            return both == 0 ? Double.NaN : 2.0 * right / both;
        }
    }
}
