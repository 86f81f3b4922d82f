package dev.sluice.core.decode;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.Profile;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model that writes texts, on the training engine. */
public final class EngineSteps implements StepModel {
    private final Plan encoder;
    private final Plan step;
    private final List<String> read;
    private final List<String> lengths;
    private @Nullable Profile profile;

    /** Compiles both networks. */
    public EngineSteps(EncoderDecoder networks, EngineOptions options) {
        encoder = Plan.compile(networks.encoder().graph(), options);
        step = Plan.compile(networks.step().graph(), options);
        read = networks.step().graph().inputs().stream().map(Input::label).toList();
        lengths = networks.step().graph().inputs().stream()
                .filter(input -> input.kind() == Input.Kind.LENGTH)
                .map(Input::label)
                .toList();
    }

    /**
     * Holds weights for all later runs.
     *
     * @param parameters of the whole model by name. Not modified, and not to be modified by others while they are held.
     */
    public EngineSteps with(Tensors parameters) {
        encoder.hold(parameters);
        step.hold(parameters);
        return this;
    }

    /** Lets a profile count the time of all instructions from now on; null to end that. */
    public void measure(@Nullable Profile measured) {
        profile = measured;
    }

    @Override
    public Rows begin(Tensors inputs) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        encoder.run(inputs, RandomKey.NONE, profile).forEach((name, value) -> {
            if (read.contains(name)) {
                values.put(name, value.copy());
            }
        });
        lengths.forEach(name -> values.put(name, inputs.get(name)));
        return new EngineRows(values, rows(inputs));
    }

    /** The number of sequences: that of any lengths, which every model has. */
    private static int rows(Tensors inputs) {
        return inputs.values().stream()
                .filter(value -> value.shape().rank() == 1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no lengths among " + inputs.names()))
                .shape()
                .size(0);
    }

    /** Rows of states {@code [B, ..]} and of what the encoder gave, {@code [T, B, F]}. */
    private final class EngineRows implements Rows {
        private final Map<String, Tensor> values;
        private int size;
        private int[] source;

        EngineRows(Map<String, Tensor> values, int size) {
            this.values = values;
            this.size = size;
            source = new int[size];
            for (int i = 0; i < size; i++) {
                source[i] = i;
            }
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public void select(int... from) {
            int[] chosen = new int[from.length];
            boolean moved = from.length != size;
            for (int i = 0; i < from.length; i++) {
                chosen[i] = source[from[i]];
                moved |= !moved && chosen[i] != source[i];
            }
            boolean other = moved;
            values.replaceAll((name, value) ->
                    // Rows of the same source see the same memory.
                    other || name.startsWith(InitialStates.PREFIX) ? RowChoice.of(value, from) : value);
            size = from.length;
            source = chosen;
        }

        @Override
        public Step next(int... tokens) {
            Tensor token = Tensor.zeros(tokens.length, 1);
            for (int i = 0; i < tokens.length; i++) {
                token.array()[i] = tokens[i];
            }
            values.put(EncoderDecoder.TOKEN, token);
            Tensors said = step.run(
                    Tensors.of(values.keySet(), name -> Objects.requireNonNull(values.get(name))),
                    RandomKey.NONE,
                    profile);
            values.remove(EncoderDecoder.TOKEN);
            said.forEach((name, value) -> {
                if (name.startsWith(Network.NEXT_STATE_PREFIX)) {
                    String state = InitialStates.PREFIX + name.substring(Network.NEXT_STATE_PREFIX.length());
                    values.put(state, value.copy());
                }
            });
            Shape looked =
                    said.find(EncoderDecoder.ATTENTION).map(Tensor::shape).orElse(Shape.of(0, size, 1));
            return new Step(
                    said.get(EncoderDecoder.LOG_PROBABILITIES).array(),
                    said.find(EncoderDecoder.ATTENTION)
                            .map(weights -> RowChoice.rowsFirst(weights))
                            .orElse(new float[0]),
                    looked.size(0));
        }
    }
}
