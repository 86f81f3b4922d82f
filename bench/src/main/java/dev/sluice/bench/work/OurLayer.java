package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.Profile;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.rewrite.Hoist;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A {@link LayerWork} in Sluice, by the parts that training uses. */
final class OurLayer implements Side {
    private static final String OUTPUT_GRADIENT = "output_gradient";
    private static final String PRODUCT = "product";

    private final LayerWork work;
    private final LayerCase numbers;
    private final Plan plan;
    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Updating updating;
    private Map<String, Tensor> last = Map.of();

    OurLayer(LayerWork work, int threads) {
        this.work = work;
        numbers = work.numbers();
        plan = Plan.compile(graph(), EngineOptions.defaults().withThreads(threads));
        numbers.parameters().forEach((name, value) -> parameters.put(name, value.copy()));
        values.putAll(parameters);
        values.put(LayerCase.X, numbers.x());
        values.put(LayerCase.LENGTHS, numbers.lengths());
        values.put(OUTPUT_GRADIENT, numbers.outputGradient());
        updating = new Updating(parameters);
    }

    private Graph graph() {
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put(LayerWork.SEQUENCE, numbers.sequence());
        if (work.pass() == Pass.FORWARD) {
            return new Graph(outputs);
        }
        // The sum of outputs times given numbers has these numbers as the outputs' gradient.
        Dims dims = numbers.sequence().shape();
        outputs.put(
                PRODUCT,
                numbers.sequence()
                        .mul(Exprs.input(OUTPUT_GRADIENT, dims))
                        .sum(-1)
                        .sum(-2)
                        .sum(-3)
                        .reshape(Dims.SCALAR));
        List<String> names = List.copyOf(numbers.parameters().keySet());
        Graph extended = Gradients.extend(Hoist.apply(new Graph(outputs)), PRODUCT, names);
        Map<String, Expr> wanted = new LinkedHashMap<>(extended.outputs());
        wanted.remove(PRODUCT);
        return new Graph(wanted);
    }

    @Override
    public void run() {
        last = plan.run(values, RandomKey.NONE);
        if (work.pass() == Pass.STEP) {
            updating.step(last);
        }
    }

    @Override
    public void run(Profile profile) {
        plan.run(values, RandomKey.NONE, profile);
    }

    @Override
    public Map<String, Tensor> results() {
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put(LayerWork.SEQUENCE, Objects.requireNonNull(last.get(LayerWork.SEQUENCE)));
        if (work.pass() != Pass.FORWARD) {
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            parameters.keySet().forEach(name -> gradients.put(name, Updating.gradient(last, name)));
            results.putAll(prefixed(LayerWork.GRADIENT_PREFIX, gradients));
        }
        if (work.pass() == Pass.STEP) {
            Map<String, Tensor> changes = new LinkedHashMap<>();
            numbers.parameters()
                    .forEach((name, before) ->
                            changes.put(name, minus(Objects.requireNonNull(parameters.get(name)), before)));
            results.putAll(prefixed(LayerWork.CHANGE_PREFIX, changes));
        }
        return results;
    }

    /** Under PyTorch's names, without its second bias: we have one where a gate needs only one. */
    private Map<String, Tensor> prefixed(String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        numbers.joined(tensors).forEach((name, tensor) -> {
            if (!name.startsWith("bias_hh")) {
                result.put(prefix + name, tensor);
            }
        });
        return result;
    }

    private static Tensor minus(Tensor a, Tensor b) {
        Tensor difference = a.copy();
        for (int i = 0; i < b.array().length; i++) {
            difference.array()[i] -= b.array()[i];
        }
        return difference;
    }
}
