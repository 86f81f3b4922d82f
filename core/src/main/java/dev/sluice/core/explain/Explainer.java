package dev.sluice.core.explain;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.InnerValues;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Looks inside a trained network:
 *
 * <pre>{@code
 * Explanation explanation = new Explainer(TrainedModels.load(run))
 *         .explain(Map.of("tokens", new Sequence.Text("Müller")), Optional.empty(), List.of());
 * }</pre>
 *
 * <p>Works for every cell, also for those of plugins: gates are found by the names of their parameters.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Explainer {
    private final Probe probe;

    /** An explainer of a model. */
    public Explainer(TrainedModel model) {
        this.probe = Probe.of(model);
    }

    /**
     * Explains what the model does with an example.
     *
     * @param example inputs by name, as they are predicted
     * @param wanted name of the class or number to explain, as in tables of predictions; unless given, the class of the highest score, or the
     *     first number. Of a head that answers at every step, the last step is explained
     * @param others examples over which units are compared; none to leave that out
     * @throws DataException if the example does not fit the model, or nothing is called {@code wanted}
     */
    public Explanation explain(
            Map<String, Sequence> example, Optional<String> wanted, List<Map<String, Sequence>> others) {
        Tensors inputs = probe.batch(List.of(example));
        int length = probe.model().contract().encode(example).length();
        List<String> steps = probe.labels(example, length);
        Network shown = probe.inner().shownIn(probe.network());
        Tensors values = probe.run(shown.graph(), inputs);
        Explanation.Target target = target(values, wanted);
        List<Explanation.Path> paths = new ArrayList<>();
        List<Explanation.Reach> reaches = new ArrayList<>();
        for (InnerValues.Layer layer : probe.inner().layers()) {
            String state = layer.states().keySet().iterator().next();
            List<List<Double>> units = Columns.units(values.get(layer.cell().name() + "." + state), 0);
            if (units.getFirst().size() > 1) {
                paths.add(StatePath.of(layer.cell().name(), units));
            }
            reaches.add(GradientReach.of(probe, layer, inputs));
        }
        return new Explanation(
                target,
                steps,
                inner(values),
                new Attributions(probe, inputs, target.head()).of(target),
                paths,
                reaches,
                others.isEmpty() ? List.of() : new UnitTracking(probe, others).units(),
                NearEmbeddings.of(probe, steps));
    }

    /**
     * What a model that writes texts looked at: the weights of the source's symbols for each symbol that it wrote.
     *
     * @param source symbols that were read
     * @throws DataException if the model has no attention
     */
    public static Explanation ofWriting(List<String> source, WrittenText written) {
        if (written.attention().isEmpty()) {
            throw new DataException("a model that writes texts is explained by its attention, but this one has none;"
                    + " model.decoder.attention adds one");
        }
        List<String> rows = new ArrayList<>(written.symbols());
        List<List<Double>> weights = new ArrayList<>();
        for (float[] row : written.attention()) {
            List<Double> values = new ArrayList<>();
            for (int s = 0; s < source.size(); s++) {
                values.add((double) row[s]);
            }
            weights.add(values);
        }
        if (rows.size() < weights.size()) {
            rows.add("<end>");
        }
        return new Explanation(
                new Explanation.Target("target", written.text(), 0, 0, written.logProbability()),
                source,
                List.of(new Explanation.Inner(
                        "", "attention", Explanation.Inner.Kind.ATTENTION, rows.subList(0, weights.size()), weights)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private List<Explanation.Inner> inner(Tensors values) {
        List<Explanation.Inner> inner = new ArrayList<>();
        for (InnerValues.Layer layer : probe.inner().layers()) {
            String name = layer.cell().name();
            layer.gates()
                    .keySet()
                    .forEach(gate -> inner.add(Explanation.Inner.ofUnits(
                            name, gate, Explanation.Inner.Kind.GATE, Columns.units(values.get(name + "." + gate), 0))));
            layer.states()
                    .keySet()
                    .forEach(state -> inner.add(Explanation.Inner.ofUnits(
                            name,
                            state,
                            Explanation.Inner.Kind.STATE,
                            Columns.units(values.get(name + "." + state), 0))));
        }
        probe.inner().attention().keySet().forEach(name -> {
            List<Double> weights = Columns.units(values.get(name), 0).getFirst();
            double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
            inner.add(Explanation.Inner.ofUnits(
                    "",
                    name,
                    Explanation.Inner.Kind.ATTENTION,
                    List.of(weights.stream().map(weight -> weight / sum).toList())));
        });
        return inner;
    }

    /** The score to explain: of the wanted output, or else of the likeliest class or the first number of the first head. */
    private Explanation.Target target(Tensors values, Optional<String> wanted) {
        Map<String, OutputNames> heads = new LinkedHashMap<>();
        for (String head : probe.network().heads().keySet()) {
            OutputForm form = probe.model().forms().getOrDefault(head, OutputForm.POINT);
            heads.put(head, OutputNames.of(probe.model().contract(), head, form, columns(values.get(head))));
        }
        Map.Entry<String, OutputNames> first = heads.entrySet().iterator().next();
        if (wanted.isEmpty()) {
            Tensor outputs = values.get(first.getKey());
            int best = first.getValue()
                    .usual()
                    .orElseGet(() -> IntStream.range(0, columns(outputs))
                            .boxed()
                            .max((a, b) -> Float.compare(score(outputs, a), score(outputs, b)))
                            .orElse(0));
            return target(first.getKey(), first.getValue(), best, outputs);
        }
        for (Map.Entry<String, OutputNames> head : heads.entrySet()) {
            // An output of two heads can be told by HEAD.NAME.
            String asked = wanted.get();
            String prefix = head.getKey() + ".";
            int whole = head.getValue().names().indexOf(asked);
            int column = whole < 0 && asked.startsWith(prefix)
                    ? head.getValue().names().indexOf(asked.substring(prefix.length()))
                    : whole;
            if (column >= 0) {
                return target(head.getKey(), head.getValue(), column, values.get(head.getKey()));
            }
        }
        List<String> all =
                heads.values().stream().flatMap(names -> names.names().stream()).toList();
        throw new DataException(
                "the model has no output '" + wanted.get() + "'" + Suggestions.choice(wanted.get(), "there are", all));
    }

    private static Explanation.Target target(String head, OutputNames names, int column, Tensor outputs) {
        return new Explanation.Target(head, names.names().get(column), column, step(outputs), score(outputs, column));
    }

    /** The number of steps of a head that answers at each; else 0. */
    private static int step(Tensor outputs) {
        return outputs.shape().rank() == 3 ? outputs.shape().size(0) : 0;
    }

    private static int columns(Tensor outputs) {
        return outputs.shape().size(outputs.shape().rank() - 1);
    }

    private static float score(Tensor outputs, int column) {
        int step = step(outputs);
        return step == 0 ? outputs.get(0, column) : outputs.get(step - 1, 0, column);
    }
}
