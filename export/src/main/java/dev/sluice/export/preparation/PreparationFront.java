package dev.sluice.export.preparation;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.prepare.Step;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.export.lowering.Front;
import dev.sluice.export.lowering.Inlet;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes what a network reads of data as they were read. */
public final class PreparationFront implements Front {
    private final DataContract contract;
    private final RawInputs raw;

    /** The front of a model. */
    public PreparationFront(DataContract contract, RawInputs raw) {
        this.contract = contract;
        this.raw = raw;
    }

    @Override
    public Set<String> makes() {
        Set<String> made = new LinkedHashSet<>();
        for (String name : List.of(raw.series(), raw.fixed())) {
            if (!name.isEmpty()) {
                made.add(name);
            }
        }
        raw.forecast().filter(task -> !task.known().isEmpty()).ifPresent(task -> made.add(task.knownInput()));
        return made;
    }

    @Override
    public Map<String, OnnxValue> add(Inlet inlet) {
        Map<String, OnnxValue> made = new LinkedHashMap<>();
        if (!raw.series().isEmpty()) {
            addSeries(inlet, made);
        }
        if (!raw.fixed().isEmpty()) {
            made.put(raw.fixed(), fixed(inlet));
        }
        return made;
    }

    private OnnxValue fixed(Inlet inlet) {
        Nodes nodes = new Nodes(inlet.graph().in("prepare"));
        int count = raw.fixedColumns().size();
        Table table = count == 0
                ? Table.empty()
                : new Table(raw.fixedColumns(), Optional.of(inlet.row(raw.fixed(), ElementType.DOUBLE, count)));
        Map<String, OnnxValue> words = new LinkedHashMap<>();
        raw.fixedWords().keySet().forEach(name -> words.put(name, inlet.row(name, ElementType.INT64, 1)));
        StepNodes steps = new StepNodes(nodes, words, Optional.empty(), Optional.empty());
        return prepared(steps, raw.fixedSteps(), table).columns(nodes, order(raw.fixed(), table, raw.fixedSteps()));
    }

    private static Table prepared(StepNodes nodes, List<Step> steps, Table before) {
        Table table = before;
        for (Step step : steps) {
            table = nodes.apply(step, table);
        }
        return table;
    }

    private void addSeries(Inlet inlet, Map<String, OnnxValue> made) {
        Nodes nodes = new Nodes(inlet.graph().in("prepare"));
        int count = raw.columns().size();
        String axis = raw.axis();
        Table table = count == 0
                ? Table.empty()
                : new Table(raw.columns(), Optional.of(inlet.sequence(raw.series(), ElementType.DOUBLE, axis, count)));
        Map<String, OnnxValue> words = new LinkedHashMap<>();
        raw.words().keySet().forEach(name -> words.put(name, inlet.sequence(name, ElementType.INT64, axis, 0)));
        Optional<OnnxValue> time = raw.time().isEmpty()
                ? Optional.empty()
                : Optional.of(inlet.sequence(raw.time(), ElementType.DOUBLE, axis, 0));
        OnnxValue any = table.values()
                .or(() -> time)
                .orElseGet(() -> words.values().iterator().next());
        String counts = Objects.requireNonNull(contract.lengths().get(raw.series()));
        Optional<OnnxValue> lengths =
                inlet.given(counts).map(each -> nodes.math().cast(each, ElementType.INT64));
        StepNodes steps = new StepNodes(nodes, words, time, lengths.map(each -> within(nodes, any, each)));
        Table after = prepared(steps, raw.steps(), table);
        OnnxValue all = after.columns(nodes, order(raw.series(), table, raw.steps()));
        if (raw.forecast().isEmpty()) {
            made.put(raw.series(), filled(nodes, all));
            return;
        }
        ForecastTask task = raw.forecast().get();
        OnnxValue measured = lengths.orElseThrow(() -> new IllegalStateException("a forecast reads lengths"));
        Windows windows = new Windows(nodes, task);
        made.put(raw.series(), filled(nodes, windows.last(all, measured)));
        made.put(counts, nodes.math().cast(windows.lengths(measured), ElementType.INT32));
        if (!task.known().isEmpty()) {
            made.put(task.knownInput(), windows.ahead(all, measured));
        }
    }

    /** Whether a step is one of those of its row, which those to come are too. */
    private OnnxValue within(Nodes nodes, OnnxValue sequence, OnnxValue lengths) {
        OnnxValue ends = nodes.math().add(lengths, nodes.whole(raw.ahead()));
        OnnxValue steps = nodes.shaping().unsqueeze(nodes.steps(sequence), 1);
        return nodes.shaping().unsqueeze(nodes.math().compare("Less", steps, ends), 2);
    }

    /** What {@code data.series.missing: last} does, which sees a window alone. */
    private OnnxValue filled(Nodes nodes, OnnxValue x) {
        InputEncoding.Series encoding =
                (InputEncoding.Series) Objects.requireNonNull(contract.inputs().get(raw.series()));
        if (encoding.missing() != SeriesConfig.Missing.LAST) {
            return x;
        }
        double[] means = IntStream.range(0, encoding.scaler().features())
                .mapToDouble(column -> encoding.scaler().undo(0, column))
                .toArray();
        return new Gaps(nodes).last(x, means);
    }

    /** The columns in the order in which the network reads them. */
    private List<String> order(String input, Table before, List<Step> steps) {
        List<String> named = contract.columns().of(input);
        if (!named.isEmpty()) {
            return named;
        }
        List<String> order = new ArrayList<>(before.names());
        for (Step step : steps) {
            order = new ArrayList<>(step.columnsAfter(order));
        }
        return order;
    }
}
