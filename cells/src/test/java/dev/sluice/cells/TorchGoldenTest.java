package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.TrainingGraph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.Hoist;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of the built-in cells, stacked, in both directions and ragged, are PyTorch's. */
class TorchGoldenTest {
    private static final int HIDDEN = 3;

    static List<TorchGolden> goldens() {
        return TorchGolden.all();
    }

    private static Cell cell(TorchGolden golden) {
        return switch (golden.cell()) {
            case "rnn" -> new Rnn(golden.activation());
            case "lstm" -> Lstm.defaults();
            case "gru" -> Gru.defaults();
            default -> throw new IllegalArgumentException(golden.cell());
        };
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void stack_torchWeights_givesTorchsValues(TorchGolden golden) {
        Setup setup = new Setup(golden);
        Map<String, Array64> results = Interpreter.run(Hoist.apply(setup.graph), setup.values);

        assertClose("output", get(results, "output"), golden.array("output"));
        List<String> states = new ArrayList<>(setup.result.finalStates().keySet());
        for (String kind : golden.cell().equals("lstm") ? List.of("h", "c") : List.of("h")) {
            List<String> names =
                    states.stream().filter(name -> name.endsWith("." + kind)).toList();
            for (int row = 0; row < names.size(); row++) {
                assertClose(names.get(row), get(results, names.get(row)), row(golden.array(kind + "_n"), row));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void stack_torchWeights_givesTorchsGradients(TorchGolden golden) {
        Setup setup = new Setup(golden);
        List<String> wanted = new ArrayList<>(List.of("x"));
        setup.scope.declared().forEach(spec -> wanted.add(spec.name()));
        List<String> stateInputs = setup.values.keySet().stream()
                .filter(name -> name.startsWith("state."))
                .toList();
        wanted.addAll(stateInputs);
        Graph graph = TrainingGraph.of(setup.graph, "loss", wanted);
        Map<String, Array64> results = Interpreter.run(graph, setup.values);

        assertClose("input", get(results, "grad.x"), golden.array("input_gradient"));
        for (int row = 0; row < stateInputs.size(); row++) {
            String name = stateInputs.get(row);
            Array64 expected = golden.array(name.substring(name.length() - 1) + "_0_gradient");
            assertClose(name, get(results, "grad." + name), row(expected, 0));
        }
        // A joined weight's gradient is its gates' gradients, joined; that of a bias that is added to another is the
        // other's.
        Tensors.Builder gradients = Tensors.builder();
        for (ParameterSpec spec : setup.scope.declared()) {
            gradients.put(spec.name(), get(results, "grad." + spec.name()).toTensor());
        }
        Tensors joined = StateDict.toPyTorch(setup.result.cells(), gradients.build());
        golden.arrays("weight_gradients").forEach((name, expected) -> {
            Array64 actual = Array64.of(joined.get(name));
            for (int i = 0; i < expected.data().length; i++) {
                boolean addedBias = name.startsWith("bias_hh") && actual.data()[i] == 0;
                if (!addedBias) {
                    double float32 = 1e-6 * Math.max(1, Math.abs(expected.data()[i]));
                    assertThat(actual.data()[i]).as("%s[%d]", name, i).isCloseTo(expected.data()[i], within(float32));
                }
            }
        });
    }

    private static Array64 get(Map<String, Array64> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    private static Array64 row(Array64 whole, int row) {
        int size = whole.size(1) * whole.size(2);
        double[] data = new double[size];
        System.arraycopy(whole.data(), row * size, data, 0, size);
        return new Array64(new int[] {whole.size(1), whole.size(2)}, data);
    }

    private static void assertClose(String what, Array64 actual, Array64 expected) {
        assertThat(actual.sizes()).as(what).isEqualTo(expected.sizes());
        assertThat(actual.data()).as(what).containsExactly(expected.data(), within(1e-12));
    }

    /** A golden's stack as a graph with the loss that its gradients belong to. */
    private static final class Setup {
        private final ParameterScope scope = ParameterScope.root(Initialization.defaults());
        private final RecurrentStack.Result result;
        private final Graph graph;
        private final Map<String, Array64> values = new LinkedHashMap<>();

        Setup(TorchGolden golden) {
            Array64 input = golden.array("input");
            Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, input.size(2)));
            Expr lengths = Exprs.input("lengths", Dims.of(Dim.BATCH));
            InitialStates initial = golden.has("h_0") ? InitialStates.INPUTS : InitialStates.ZEROS;
            result = new RecurrentStack(EncoderOptions.of(cell(golden), HIDDEN)
                            .withLayers(golden.layers())
                            .withBidirectional(golden.bidirectional()))
                    .build(scope, x, lengths, initial, false);
            values.put("x", input);
            values.put("lengths", golden.lengths());
            Tensors weights = Array64.toTensors(golden.arrays("weights"));
            values.putAll(Array64.of(StateDict.fromPyTorch(result.cells(), weights)));
            if (golden.has("h_0")) {
                result.finalStates()
                        .keySet()
                        .forEach(name -> values.put(
                                InitialStates.PREFIX + name,
                                row(golden.array(name.substring(name.length() - 1) + "_0"), 0)));
            }
            graph = new Graph(outputs(golden));
        }

        private Map<String, Expr> outputs(TorchGolden golden) {
            Map<String, Expr> outputs = new LinkedHashMap<>();
            outputs.put("output", result.sequence());
            outputs.putAll(result.finalStates());
            values.put("dy", golden.array("output_cotangent"));
            Expr loss = total(
                    result.sequence().mul(Exprs.input("dy", result.sequence().shape())));
            int row = 0;
            for (Map.Entry<String, Expr> state : result.finalStates().entrySet()) {
                if (state.getKey().endsWith(".h")) {
                    String cotangent = "d" + state.getKey();
                    values.put(cotangent, row(golden.array("h_n_cotangent"), row++));
                    Expr weighted = state.getValue()
                            .mul(Exprs.input(cotangent, state.getValue().shape()));
                    loss = loss.add(total(weighted));
                }
            }
            outputs.put("loss", loss);
            return outputs;
        }

        private static Expr total(Expr x) {
            return Expr.of(new SumTo(Dims.SCALAR), x);
        }
    }
}
