package dev.sluice.export.writing;

import dev.sluice.core.decode.StepModel;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.metadata.Standardizations;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.ModelValue;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A model that writes texts, by its two files. What the encoder gives are inputs of the decoder by the same names; {@code next_state.x}
 * becomes {@code state.x}.
 */
public final class OnnxSteps implements StepModel, AutoCloseable {
    private final OnnxRuntimeSession encoder;
    private final OnnxRuntimeSession decoder;
    private final Map<String, Standardization> measured;

    private OnnxSteps(OnnxRuntimeSession encoder, OnnxRuntimeSession decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
        measured = Standardizations.of(ModelMetadata.of(encoder.metadata()).contract());
    }

    /**
     * Loads both files.
     *
     * @param folder of {@code encoder.onnx} and {@code decoder.onnx}
     * @param threads of each run; the texts are the same for any number
     * @throws IOException if one of them cannot be read
     */
    public static OnnxSteps open(Path folder, int threads) throws IOException {
        OnnxRuntimeSession encoder = OnnxRuntimeSession.open(folder.resolve(WritingExport.ENCODER), threads);
        try {
            return new OnnxSteps(encoder, OnnxRuntimeSession.open(folder.resolve(WritingExport.DECODER), threads));
        } catch (IOException | RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** What the encoder's file says about inputs and texts. */
    public ModelMetadata metadata() {
        return ModelMetadata.of(encoder.metadata());
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }

    @Override
    public Rows begin(Tensors inputs) {
        Map<String, OnnxArray> values = new LinkedHashMap<>();
        int rows = 0;
        for (ModelValue input : encoder.inputs().values()) {
            Tensor value = inputs.get(input.name());
            Standardization by = measured.get(input.name());
            OnnxArray array = FileValues.of(input, by == null ? value : by.measured(value));
            values.put(input.name(), array);
            rows = Math.toIntExact(array.shape()[0]);
        }
        Map<String, OnnxArray> given = new LinkedHashMap<>(values);
        given.putAll(encoder.run(values));
        given.keySet().retainAll(decoder.inputs().keySet());
        return new FileRows(given, rows);
    }

    private final class FileRows implements Rows {
        private final Map<String, OnnxArray> values;
        private final Set<String> wanted = decoder.outputs().keySet();
        private int size;
        private int[] source;

        FileRows(Map<String, OnnxArray> values, int size) {
            this.values = values;
            this.size = size;
            source = new int[size];
            Arrays.setAll(source, row -> row);
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public void select(int... from) {
            int[] chosen = Arrays.stream(from).map(row -> source[row]).toArray();
            // Rows of the same source see the same memory.
            boolean moved = !Arrays.equals(chosen, source);
            values.replaceAll((name, value) ->
                    moved || name.startsWith(InitialStates.PREFIX) ? FileValues.rows(value, from) : value);
            size = from.length;
            source = chosen;
        }

        @Override
        public Step next(int... tokens) {
            Map<String, OnnxArray> given = new LinkedHashMap<>(values);
            long[] token = Arrays.stream(tokens).asLongStream().toArray();
            given.put(EncoderDecoder.TOKEN, OnnxArray.longs(token, token.length, 1));
            Map<String, OnnxArray> said = decoder.run(given, wanted);
            said.forEach((name, value) -> {
                if (name.startsWith(Network.NEXT_STATE_PREFIX)) {
                    values.put(InitialStates.PREFIX + name.substring(Network.NEXT_STATE_PREFIX.length()), value);
                }
            });
            OnnxArray attention = said.get(EncoderDecoder.ATTENTION);
            return new Step(
                    Objects.requireNonNull(said.get(EncoderDecoder.LOG_PROBABILITIES))
                            .toFloats(),
                    attention == null ? new float[0] : attention.toFloats(),
                    attention == null ? 0 : Math.toIntExact(attention.shape()[1]));
        }
    }
}
