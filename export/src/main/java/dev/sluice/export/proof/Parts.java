package dev.sluice.export.proof;

import dev.sluice.core.graph.Input;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.OnnxArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A ragged batch split in two along time. */
record Parts(ProofSubject subject, ProofInputs whole, ProofCase shape, int cut) {
    /** The inputs of the first part, with the whole batch's initial states. */
    ProofInputs first() {
        return part(0, cut, input -> value(input), input -> file(input));
    }

    /** The inputs of the second part, with the states that the file returned for the first. */
    ProofInputs second(Map<String, OnnxArray> first) {
        return part(
                cut,
                shape.time(),
                state -> Tensor.wrap(value(state).shape(), ModelBoundary.fromFile(state.dims(), reached(first, state))),
                state -> reached(first, state));
    }

    private static OnnxArray reached(Map<String, OnnxArray> first, Input state) {
        return Objects.requireNonNull(first.get(ProofSubject.nextOf(state)));
    }

    ProofCase firstShape() {
        return shape(0, cut);
    }

    ProofCase secondShape() {
        return shape(cut, shape.time());
    }

    private ProofCase shape(int from, int to) {
        List<Integer> lengths = shape.lengths().stream()
                .map(length -> Math.clamp((long) length - from, 0, to - from))
                .toList();
        return new ProofCase(shape.kind(), to - from, lengths, true);
    }

    private ProofInputs part(
            int from, int to, Function<Input, Tensor> modelState, Function<Input, OnnxArray> fileState) {
        Tensors.Builder model = Tensors.builder();
        Map<String, OnnxArray> file = new LinkedHashMap<>();
        for (Input input : subject.graph().inputs()) {
            String name = input.label();
            if (ProofSubject.isState(input)) {
                model.put(name, modelState.apply(input));
                file.put(name, fileState.apply(input));
            } else if (input.kind() == Input.Kind.LENGTH) {
                Tensor lengths = clipped(value(input), from, to);
                model.put(name, lengths);
                file.put(name, ModelBoundary.toFile(input, lengths));
            } else if (!ModelBoundary.isSequence(input.dims())) {
                model.put(name, value(input));
                file.put(name, file(input));
            } else {
                Tensor steps = steps(value(input), from, to);
                model.put(name, steps);
                file.put(name, steps(file(input), from, to));
            }
        }
        return new ProofInputs(model.build(), file);
    }

    private Tensor value(Input input) {
        return whole.model().get(input.label());
    }

    private OnnxArray file(Input input) {
        return Objects.requireNonNull(whole.file().get(input.label()));
    }

    private static Tensor clipped(Tensor lengths, int from, int to) {
        Tensor clipped = lengths.copy();
        for (int i = 0; i < clipped.array().length; i++) {
            clipped.array()[i] = Math.clamp((long) clipped.array()[i] - from, 0, to - from);
        }
        return clipped;
    }

    /** A range of steps of {@code [T, ..]}. */
    private static Tensor steps(Tensor value, int from, int to) {
        int[] sizes = value.shape().toArray();
        int width = value.array().length / sizes[0];
        sizes[0] = to - from;
        return Tensor.wrap(Shape.of(sizes), Arrays.copyOfRange(value.array(), from * width, to * width));
    }

    /** A range of steps of {@code [B, T, ..]}. */
    static OnnxArray steps(OnnxArray value, int from, int to) {
        long[] shape = value.shape();
        int rows = (int) shape[0];
        int time = (int) shape[1];
        byte[] bytes = value.toBytes();
        int width = bytes.length / (rows * time);
        byte[] out = new byte[rows * (to - from) * width];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bytes, (row * time + from) * width, out, row * (to - from) * width, (to - from) * width);
        }
        shape[1] = (long) to - from;
        return OnnxArray.ofBytes(value.type(), out, shape);
    }
}
