package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Several inputs, several answers, answers at every step, extra inputs: what must not matter does not, bit for bit. */
class SequenceFormsTest {
    /** A cell that also sees a mask, a gap and a number of the whole example. */
    private static final Cell TIMED = cell -> {
        Expr h = cell.state("h");
        Expr seen = cell.input().mul(cell.input("mask"));
        Expr sum = cell.linear("h", seen, h).add(cell.input("gap", 1)).add(cell.staticInput("kind", 1));
        cell.next("h", Exprs.tanh(sum));
    };

    private static final int STEPS = 6;
    private static final int[] LENGTHS = {6, 3, 0, 1};
    private static final int[] OTHERS = {2, 6, 5, 0};

    private final Network network = SequenceModel.build(
            ModelConfig.of(EncoderOptions.of(TIMED, 5))
                    .withInput("words", branch(TestCells.GATED, 3, Pooling.MEAN))
                    .withInput("load", branch(TIMED, 5, Pooling.LAST))
                    .withInput("age", branch(TIMED, 5, Pooling.LAST))
                    .withHead("tag", new HeadOptions(List.of(4), 0, HeadOptions.At.EVERY_STEP, "words", false)),
            List.of(
                    new ModelInput.Tokens("words", 9),
                    new ModelInput.Features("load", 2),
                    new ModelInput.Static("age", 1),
                    new ModelInput.Static("kind", 1)),
            outputs(),
            Network.Mode.WITH_STATES);

    private static Map<String, HeadSize> outputs() {
        Map<String, Integer> outputs = new LinkedHashMap<>();
        outputs.put("tag", 3);
        outputs.put("hours", 1);
        return HeadSize.points(outputs);
    }

    private Tensors values(int steps) {
        Tensors.Builder values = Tensors.builder();
        for (Input input : network.graph().inputs()) {
            int[] sizes = input.dims().sizes(Map.of(Dim.TIME.toString(), steps, Dim.BATCH.toString(), LENGTHS.length));
            Tensor value = Tensor.zeros(sizes);
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] = switch (input.kind()) {
                    case INDEX -> CounterRandom.of(1, input.label(), 0).below(i, 9);
                    case LENGTH -> input.label().startsWith("words") ? LENGTHS[i] : OTHERS[i];
                    case NUMBER -> CounterRandom.of(1, input.label(), 0).normal(i);
                };
            }
            values.put(input.label(), value);
        }
        return values.build();
    }

    private Tensors run(Tensors inputs) {
        Tensors values = Parameters.initialize(network.parameters(), 3).with(inputs);
        return Plan.compile(network.graph(), EngineOptions.defaults()).run(values, RandomKey.NONE);
    }

    private static float[] get(Tensors values, String name) {
        return values.get(name).array();
    }

    @Test
    void inputs_ofEveryKind_areNamed() {
        assertThat(network.graph().inputs().stream().map(Input::label).toList())
                .contains("words", "words.lengths", "load", "load.mask", "load.gap", "load.lengths", "age", "kind");
        assertThat(Objects.requireNonNull(network.heads().get("tag"))
                        .outputs()
                        .shape()
                        .toString())
                .isEqualTo("[T, B, 3]");
    }

    @Test
    void padding_otherNumbers_changesNothing() {
        Tensors values = values(STEPS);
        Tensors.Builder spoiled = values.toBuilder();
        for (String name : List.of("load", "load.mask", "load.gap", "words")) {
            Tensor value = values.get(name).copy();
            int[] lengths = name.equals("words") ? LENGTHS : OTHERS;
            int width = value.array().length / STEPS / lengths.length;
            for (int i = 0; i < value.array().length; i++) {
                if (i / width / lengths.length >= lengths[i / width % lengths.length]) {
                    value.array()[i] = name.equals("words") ? 8 : 1e6f;
                }
            }
            spoiled.put(name, value);
        }
        Tensors expected = run(values);
        run(spoiled.build())
                .forEach((name, value) -> assertThat(value.array()).as(name).isEqualTo(get(expected, name)));
    }

    @Test
    void padding_moreSteps_changesNothing() {
        Tensors values = values(STEPS);
        Tensors.Builder longer = Tensors.builder();
        values.forEach((name, value) -> longer.put(name, isSequence(name) ? padded(value) : value));
        Tensors expected = run(values);
        run(longer.build()).forEach((name, value) -> {
            float[] before = get(expected, name);
            assertThat(Arrays.copyOf(value.array(), before.length)).as(name).isEqualTo(before);
        });
    }

    private boolean isSequence(String name) {
        return network.graph().inputs().stream()
                .anyMatch(input -> input.label().equals(name)
                        && input.dims().rank() > 1
                        && input.dims().axis(0).equals(Dim.TIME));
    }

    private static Tensor padded(Tensor value) {
        int[] sizes = value.shape().toArray();
        sizes[0] += 3;
        Tensor longer = Tensor.zeros(sizes);
        System.arraycopy(value.array(), 0, longer.array(), 0, value.array().length);
        return longer;
    }

    @Test
    void rows_inAnotherOrder_giveTheSameInThatOrder() {
        int[] order = {2, 0, 3, 1};
        Tensors values = values(STEPS);
        Tensors.Builder permuted = Tensors.builder();
        values.forEach((name, value) -> permuted.put(name, rows(value, isSequence(name), order)));
        Tensors expected = run(values);
        run(permuted.build())
                .forEach((name, value) -> assertThat(value.array())
                        .as(name)
                        .isEqualTo(rows(expected.get(name), name.equals("tag"), order)
                                .array()));
    }

    private static Tensor rows(Tensor value, boolean steps, int... order) {
        int outer = steps ? value.shape().size(0) : 1;
        int width = value.array().length / outer / order.length;
        Tensor moved = Tensor.zeros(value.shape());
        for (int t = 0; t < outer; t++) {
            for (int row = 0; row < order.length; row++) {
                System.arraycopy(
                        value.array(),
                        (t * order.length + order[row]) * width,
                        moved.array(),
                        (t * order.length + row) * width,
                        width);
            }
        }
        return moved;
    }

    @Test
    void rowOfLengthZero_keepsItsStatesAndAnswersZeros() {
        Tensors values = values(STEPS);
        Tensors results = run(values);
        for (int i = 0; i < 3; i++) {
            assertThat(get(results, "next_state.words.encoder.l0.h")[2 * 3 + i])
                    .isEqualTo(get(values, "state.words.encoder.l0.h")[2 * 3 + i]);
        }
        for (int t = 0; t < STEPS; t++) {
            for (int row = 0; row < LENGTHS.length; row++) {
                boolean zeros = get(results, "tag")[(t * LENGTHS.length + row) * 3] == 0;
                assertThat(zeros).as("step %d, row %d", t, row).isEqualTo(t >= LENGTHS[row]);
            }
        }
    }

    @Test
    void sequence_inTwoParts_givesTheSameStepsAndStates() {
        Tensors values = values(STEPS);
        Tensors whole = run(values);
        int cut = 2;
        Tensors first = run(part(values, 0, cut, values));
        Tensors second = run(part(values, cut, STEPS, first));
        for (String state : network.states().keySet()) {
            assertThat(get(second, "next_state." + state)).as(state).isEqualTo(get(whole, "next_state." + state));
        }
        float[] tags = new float[get(whole, "tag").length];
        System.arraycopy(get(first, "tag"), 0, tags, 0, get(first, "tag").length);
        System.arraycopy(get(second, "tag"), 0, tags, get(first, "tag").length, get(second, "tag").length);
        assertThat(tags).isEqualTo(get(whole, "tag"));
    }

    private Tensors part(Tensors values, int from, int to, Tensors states) {
        Tensors.Builder part = Tensors.builder();
        values.forEach((name, value) -> {
            if (isSequence(name)) {
                int[] sizes = value.shape().toArray();
                int width = value.array().length / sizes[0];
                sizes[0] = to - from;
                part.put(
                        name,
                        Tensor.wrap(Shape.of(sizes), Arrays.copyOfRange(value.array(), from * width, to * width)));
            } else if (name.endsWith("lengths")) {
                Tensor lengths = value.copy();
                for (int i = 0; i < lengths.array().length; i++) {
                    lengths.array()[i] = Math.clamp((long) value.array()[i] - from, 0, to - from);
                }
                part.put(name, lengths);
            } else {
                part.put(name, states.find("next_" + name).orElse(value));
            }
        });
        return part.build();
    }

    @Test
    void wiring_whatTheDataDoNotBring_isNamedWithARemedy() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(TIMED, 5));
        assertThatThrownBy(() -> Wiring.of(config, List.of(new ModelInput.Features(2))))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining(
                        "asks for the input 'kind' [B, 1], which the data do not bring (they bring features)")
                .hasMessageContaining("let the data source deliver numbers of the whole example under the name 'kind'");
        assertThatThrownBy(() -> Wiring.of(
                        ModelConfig.of(EncoderOptions.of(TestCells.GATED, 5))
                                .withInput("lod", branch(TestCells.GATED, 5, Pooling.LAST)),
                        List.of(new ModelInput.Features("load", 2))))
                .hasMessageContaining("the data bring no input 'lod'; did you mean 'load'?");
    }

    private static BranchOptions branch(Cell cell, int hidden, Pooling pooling) {
        return new BranchOptions(List.of(), new EmbeddingOptions(4), EncoderOptions.of(cell, hidden), pooling);
    }
}
