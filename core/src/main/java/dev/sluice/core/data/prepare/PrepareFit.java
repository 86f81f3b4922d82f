package dev.sluice.core.data.prepare;

import dev.sluice.core.data.ColumnNumbers;
import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.ExactMean;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Sequence;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Fits steps to the training part, one after another: each sees what those before it made. */
final class PrepareFit {
    private final Pieces training;
    private final Framing framing;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, ColumnScaling> scaling = new LinkedHashMap<>();

    /** Makes the columns of an example's inputs. */
    @FunctionalInterface
    interface Framing extends Serializable {
        /** The columns; empty if the example has none. */
        Optional<Frame> of(Map<String, Sequence> inputs);
    }

    /** A fit to the frames of the training part, which are made anew whenever they are asked for. */
    PrepareFit(Pieces training, Framing framing) {
        this.training = training;
        this.framing = framing;
    }

    /**
     * The steps that an experiment asks for, then one for each column of words that is left.
     *
     * @throws DataException if a column is missing, or the season is longer than the training part
     */
    List<Step> of(List<PrepareConfig> wishes) {
        wishes.forEach(this::add);
        first().words().keySet().forEach(this::addOneHot);
        return List.copyOf(steps);
    }

    private void add(PrepareConfig wish) {
        if (wish.fill() != PrepareConfig.Fill.NONE) {
            List<String> columns = columns(wish);
            steps.add(new FillStep(
                    columns, wish.fill(), columns.stream().map(this::mean).toList()));
        }
        if (wish.median() > 1) {
            steps.add(new MedianStep(columns(wish), wish.median()));
        }
        if (wish.clip() > 0) {
            List<String> columns = columns(wish);
            List<double[]> limits =
                    columns.stream().map(name -> quantiles(name, wish.clip())).toList();
            steps.add(new ClipStep(
                    columns,
                    limits.stream().map(limit -> limit[0]).toList(),
                    limits.stream().map(limit -> limit[1]).toList(),
                    wish.flag()));
        }
        if (wish.difference() > 0) {
            requireSteps("difference", wish.difference());
            steps.add(new DifferenceStep(columns(wish), wish.difference()));
        }
        if (!wish.lags().isEmpty()) {
            requireSteps(
                    "lags",
                    wish.lags().stream().mapToInt(Integer::intValue).max().orElse(0));
            steps.add(new LagStep(columns(wish), wish.lags()));
        }
        if (!wish.calendar().isEmpty()) {
            steps.add(new CalendarStep(wish.calendar(), wish.zone()));
        }
        if (wish.season() > 0) {
            requireSeason(wish.season());
            steps.add(new SeasonStep(wish.season(), wish.terms()));
        }
        if (wish.trend()) {
            steps.add(trend());
        }
        ColumnScaling wanted = new ColumnScaling(wish.curve(), wish.scale());
        if (!wanted.equals(ColumnScaling.USUAL)) {
            columns(wish).forEach(name -> scaling.put(name, wanted));
        }
        first(); // a step that cannot be applied is refused now
    }

    /** The ways in which columns are to be scaled, by name. */
    Map<String, ColumnScaling> scaling() {
        return scaling;
    }

    private void addOneHot(String column) {
        TreeSet<String> categories = ask(
                frames -> frames.flatMap(frame -> frame.words().getOrDefault(column, List.of()).stream())
                        .collect(Collectors.toCollection(TreeSet::new)),
                (a, b) -> {
                    a.addAll(b);
                    return a;
                });
        categories.remove("");
        steps.add(new OneHotStep(column, List.copyOf(categories)));
    }

    /** Asks the frames of the training part. */
    @FunctionalInterface
    private interface Question<A> extends Serializable {
        A of(Stream<Frame> frames);
    }

    private <A> A ask(Question<A> question, Pieces.Joining<A> joining) {
        Framing columns = framing;
        List<Step> before = List.copyOf(steps);
        return training.ask(piece -> question.of(frames(piece, columns, before)), joining);
    }

    private static Stream<Frame> frames(List<Example> piece, Framing framing, List<Step> before) {
        return piece.stream()
                .flatMap(example -> framing.of(example.inputs()).stream())
                .map(frame -> Prepared.after(frame, before));
    }

    private Frame first() {
        Framing columns = framing;
        List<Step> before = List.copyOf(steps);
        return training.some(piece -> frames(piece, columns, before))
                .orElseThrow(() ->
                        new DataException("data.prepare needs a training example to be fitted to, but there is none"));
    }

    private List<String> columns(PrepareConfig wish) {
        Frame first = first();
        List<String> columns = first.named(wish.columns());
        columns.forEach(first::column);
        return columns;
    }

    private static DoubleStream numbers(Stream<Frame> frames, String column) {
        return frames.flatMapToDouble(frame -> Arrays.stream(frame.column(column)))
                .filter(value -> !Double.isNaN(value));
    }

    /** 0 for a column without a number. */
    private double mean(String column) {
        return ask(frames -> ExactMean.of(numbers(frames, column)), ExactMean::join)
                .value();
    }

    private double[] quantiles(String column, double share) {
        Framing framed = framing;
        List<Step> before = List.copyOf(steps);
        ColumnNumbers numbers = new ColumnNumbers(training, piece -> numbers(frames(piece, framed, before), column));
        long count = numbers.count();
        if (count == 0) {
            throw new DataException("data.prepare.clip: the column '" + column
                    + "' has no number in the training part; leave it out of columns");
        }
        long out = (long) Math.floor(share * count);
        return numbers.at(out, count - 1 - out);
    }

    private TrendStep trend() {
        double start = ask(
                frames -> frames.filter(frame -> frame.steps() > 0)
                        .mapToDouble(frame -> frame.time(0))
                        .min()
                        .orElse(Double.POSITIVE_INFINITY),
                Math::min);
        double end = ask(
                frames -> frames.filter(frame -> frame.steps() > 0)
                        .mapToDouble(frame -> frame.time(frame.steps() - 1))
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY),
                Math::max);
        return new TrendStep(start, end > start ? end - start : 1);
    }

    private void requireSteps(String key, int steps) {
        int longest = ask(frames -> frames.mapToInt(Frame::steps).max().orElse(0), Math::max);
        if (steps >= longest) {
            throw new DataException("data.prepare." + key + ": looks back " + steps
                    + " steps, but the longest series of the" + " training part has " + longest + "; look back fewer");
        }
    }

    private void requireSeason(double period) {
        double longest = ask(
                frames -> frames.filter(frame -> frame.steps() > 0)
                        .mapToDouble(frame -> frame.time(frame.steps() - 1) - frame.time(0))
                        .max()
                        .orElse(0),
                Math::max);
        if (period > longest) {
            throw new DataException("data.prepare.season: the period is " + period + ", but the longest series of the"
                    + " training part lasts " + longest
                    + "; take a shorter period, in the unit of the times, or more data");
        }
    }
}
