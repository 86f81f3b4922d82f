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
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link LayerWork} in Sluice, by the parts that training uses. */
final class OurLayer implements Side {
    private static final String OUTPUT_GRADIENT = "output_gradient";
    private static final String PRODUCT = "product";

    private final LayerWork work;
    private final LayerCase numbers;
    private final Plan plan;
    private final Tensors values;
    private final Tensors parameters;
    private final Updating updating;
    private Tensors last = Tensors.of();

    OurLayer(LayerWork work, int threads) {
        this.work = work;
        numbers = work.numbers();
        plan = Plan.compile(graph(), EngineOptions.defaults().withThreads(threads));
        parameters = numbers.parameters().copy();
        values = parameters.with(Tensors.of(
                LayerCase.X,
                numbers.x(),
                LayerCase.LENGTHS,
                numbers.lengths(),
                OUTPUT_GRADIENT,
                numbers.outputGradient()));
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
        List<String> names = List.copyOf(numbers.parameters().names());
        Graph extended = TrainingGraph.of(new Graph(outputs), PRODUCT, names);
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
    public Tensors results() {
        Tensors.Builder results = Tensors.builder();
        results.put(LayerWork.SEQUENCE, last.get(LayerWork.SEQUENCE));
        if (work.pass() != Pass.FORWARD) {
            Tensors gradients = Tensors.of(parameters.names(), name -> Updating.gradient(last, name));
            results.putAll(prefixed(LayerWork.GRADIENT_PREFIX, gradients));
        }
        if (work.pass() == Pass.STEP) {
            Tensors before = numbers.parameters();
            Tensors changes = Tensors.of(parameters.names(), name -> minus(parameters.get(name), before.get(name)));
            results.putAll(prefixed(LayerWork.CHANGE_PREFIX, changes));
        }
        return results.build();
    }

    /** Under PyTorch's names, without its second bias: we have one where a gate needs only one. */
    private Tensors prefixed(String prefix, Tensors tensors) {
        return numbers.joined(tensors).only(name -> !name.startsWith("bias_hh")).renamed(name -> prefix + name);
    }

    private static Tensor minus(Tensor a, Tensor b) {
        Tensor difference = a.copy();
        for (int i = 0; i < b.array().length; i++) {
            difference.array()[i] -= b.array()[i];
        }
        return difference;
    }
}
