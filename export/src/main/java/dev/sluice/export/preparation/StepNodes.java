package dev.sluice.export.preparation;

import dev.sluice.core.data.prepare.CalendarStep;
import dev.sluice.core.data.prepare.ClipStep;
import dev.sluice.core.data.prepare.DifferenceStep;
import dev.sluice.core.data.prepare.FillStep;
import dev.sluice.core.data.prepare.LagStep;
import dev.sluice.core.data.prepare.MedianStep;
import dev.sluice.core.data.prepare.OneHotStep;
import dev.sluice.core.data.prepare.SeasonStep;
import dev.sluice.core.data.prepare.Step;
import dev.sluice.core.data.prepare.TrendStep;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxReductions;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The nodes of steps.
 *
 * @param nodes of the file
 * @param words numbers of the words of each column of words, int64 {@code [T, B, 1]} or {@code [B, 1]}
 * @param time of each step, {@code [T, B, 1]}; empty if no step reads it
 * @param within whether a step belongs to its row, bool {@code [T, B, 1]}; empty if all do
 */
record StepNodes(Nodes nodes, Map<String, OnnxValue> words, Optional<OnnxValue> time, Optional<OnnxValue> within) {
    /** The columns after a step. */
    Table apply(Step step, Table before) {
        return switch (step) {
            case FillStep fill -> before.with(nodes, fill.columns(), filled(fill, before));
            case MedianStep median ->
                before.with(nodes, median.columns(), median(before.columns(nodes, median.columns()), median.window()));
            case ClipStep clip -> clipped(clip, before);
            case DifferenceStep difference ->
                before.with(
                        nodes,
                        difference.columns(),
                        change(before.columns(nodes, difference.columns()), difference.steps()));
            case LagStep lag -> lagged(lag, before);
            case CalendarStep calendar ->
                before.with(nodes, calendar.columnsAfter(List.of()), new CalendarNodes(nodes, calendar).of(times()));
            case SeasonStep season -> before.with(nodes, season.columnsAfter(List.of()), season(season));
            case TrendStep trend ->
                before.with(
                        nodes,
                        trend.columnsAfter(List.of()),
                        math().div(math().sub(times(), nodes.doubles(trend.start())), nodes.doubles(trend.length())));
            case OneHotStep hot -> before.with(nodes, hot.columnsAfter(List.of()), oneHot(hot));
        };
    }

    private OnnxMath math() {
        return nodes.math();
    }

    private OnnxValue times() {
        return time.orElseThrow(() -> new IllegalStateException("a step reads times, but there are none"));
    }

    private OnnxValue filled(FillStep fill, Table before) {
        OnnxValue x = before.columns(nodes, fill.columns());
        double[] means = fill.means().stream().mapToDouble(Double::doubleValue).toArray();
        Gaps gaps = new Gaps(nodes);
        return switch (fill.by()) {
            case NONE -> x;
            case MEAN -> math().where(nodes.isNumber(x), x, nodes.doubles(means));
            case LAST -> gaps.last(x, means);
            case LINEAR -> gaps.linear(x, times(), within, means);
        };
    }

    private Table clipped(ClipStep clip, Table before) {
        OnnxValue x = before.columns(nodes, clip.columns());
        OnnxValue least = nodes.doubles(clip.least());
        OnnxValue most = nodes.doubles(clip.most());
        OnnxValue below = math().compare("Less", x, least);
        OnnxValue above = math().compare("Greater", x, most);
        // A missing number is neither, and stays missing.
        OnnxValue limited = math().where(below, least, math().where(above, most, x));
        Table changed = before.with(nodes, clip.columns(), limited);
        if (!clip.flag()) {
            return changed;
        }
        List<String> flags =
                clip.columns().stream().map(name -> name + ClipStep.OUTLIER).toList();
        OnnxValue beyond = math().binary("Or", below, above);
        return changed.with(nodes, flags, nodes.number(beyond));
    }

    private OnnxValue change(OnnxValue x, int back) {
        OnnxValue change = math().sub(x, nodes.before(x, back));
        return math().where(nodes.hasBefore(x, back), change, nodes.doubles(0));
    }

    private Table lagged(LagStep step, Table before) {
        OnnxValue x = before.columns(nodes, step.columns());
        List<String> all = step.columnsAfter(step.columns());
        List<String> added = all.subList(step.columns().size(), all.size());
        List<String> names = new ArrayList<>();
        List<OnnxValue> values = new ArrayList<>();
        for (int lag = 0; lag < step.lags().size(); lag++) {
            values.add(nodes.before(x, step.lags().get(lag)));
            for (int column = 0; column < step.columns().size(); column++) {
                // All lags of a column stand side by side.
                names.add(added.get(column * step.lags().size() + lag));
            }
        }
        return before.with(nodes, names, nodes.shaping().concat(-1, values));
    }

    /** Of the numbers that there are among those of a step and of the steps before it. */
    private OnnxValue median(OnnxValue x, int window) {
        List<OnnxValue> near = new ArrayList<>();
        for (int back = 0; back < window; back++) {
            OnnxValue there = math().where(nodes.hasBefore(x, back), nodes.before(x, back), nodes.doubles(Double.NaN));
            near.add(nodes.shaping().unsqueeze(there, -1));
        }
        OnnxValue stacked = nodes.shaping().concat(-1, near);
        OnnxValue known = nodes.isNumber(stacked);
        OnnxShape shape = stacked.shape().with(-1, OnnxDim.of(window));
        OnnxValue sorted = nodes.graph()
                .node("TopK")
                .inputs(
                        math().where(known, stacked, nodes.doubles(Double.POSITIVE_INFINITY)),
                        nodes.graph().longs(window))
                .attribute("axis", -1)
                .attribute("largest", 0)
                .result("sorted", ElementType.DOUBLE, shape)
                .result("places", ElementType.INT64, shape)
                .addAll()
                .getFirst();
        OnnxValue count = new OnnxReductions(nodes.graph()).sum(math().cast(known, ElementType.INT64), true, -1);
        OnnxValue last = math().binary("Max", math().sub(count, nodes.whole(1)), nodes.whole(0));
        OnnxValue low = nodes.shaping().gatherElements(sorted, math().div(last, nodes.whole(2)));
        OnnxValue high = nodes.shaping().gatherElements(sorted, math().div(count, nodes.whole(2)));
        OnnxValue middle = nodes.shaping().squeeze(math().div(math().add(low, high), nodes.doubles(2)), -1);
        return math().where(nodes.isNumber(x), middle, x);
    }

    private OnnxValue season(SeasonStep season) {
        OnnxValue since = nodes.graph()
                .node("Mod")
                .inputs(times(), nodes.doubles(season.period()))
                .attribute("fmod", 1)
                .add(ElementType.DOUBLE, times().shape());
        List<OnnxValue> columns = new ArrayList<>();
        for (int k = 1; k <= season.terms(); k++) {
            OnnxValue turns = math().div(math().mul(since, nodes.doubles(k)), nodes.doubles(season.period()));
            columns.add(nodes.sine(turns));
            columns.add(nodes.cosine(turns));
        }
        return nodes.shaping().concat(-1, columns);
    }

    /** A column of zeros and ones for each word, then one for every other. */
    private OnnxValue oneHot(OneHotStep hot) {
        OnnxValue numbers = Objects.requireNonNull(words.get(hot.column()), hot.column());
        int count = hot.categories().size();
        OnnxValue below = math().compare("Less", numbers, nodes.whole(RawInputs.FIRST));
        OnnxValue above = math().compare("GreaterOrEqual", numbers, nodes.whole(RawInputs.FIRST + count));
        OnnxValue other = nodes.number(math().binary("Or", below, above));
        if (count == 0) {
            return other;
        }
        long[] known = new long[count];
        for (int i = 0; i < count; i++) {
            known[i] = (long) RawInputs.FIRST + i;
        }
        OnnxValue each =
                nodes.number(math().compare("Equal", numbers, nodes.graph().longs(known)));
        return nodes.shaping().concat(-1, List.of(each, other));
    }
}
