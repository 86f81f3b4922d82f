package dev.sluice.export.importer.file;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX operator test case: a model of one node whose weights are inputs, with their values in {@code test_data_set_0}
 * beside it, {@code input_0.pb} and so on.
 *
 * @param folder the model's folder
 */
public record OperatorCase(Path folder) {
    /** Folder with the values of the inputs. */
    public static final String FOLDER = "test_data_set_0";

    private static final long MOST_BYTES = 1L << 28;
    /** Input positions of a recurrent operator's weights: W, R, B and P. */
    private static final int[] WEIGHTS = {1, 2, 3, 7};

    static OperatorCase of(Path folder) {
        return new OperatorCase(folder);
    }

    /**
     * Turns inputs that are weights of recurrent nodes into initializers, if their values are stored.
     *
     * @return the names of the new initializers
     * @throws OnnxFormatException if a value is damaged
     * @throws IOException if a value cannot be read
     */
    List<String> embed(GraphProto.Builder graph) throws IOException {
        Set<String> wanted = weights(graph);
        List<String> found = new ArrayList<>();
        Set<String> stored = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> stored.add(tensor.getName()));
        int number = 0;
        for (ValueInfoProto input : graph.getInputList()) {
            if (stored.contains(input.getName())) {
                continue;
            }
            if (wanted.contains(input.getName())) {
                Optional<TensorProto> value = value(number);
                if (value.isPresent()) {
                    graph.addInitializer(value.get().toBuilder().setName(input.getName()));
                    found.add(input.getName());
                }
            }
            number++;
        }
        return found;
    }

    private static Set<String> weights(GraphProto.Builder graph) {
        Set<String> names = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (RecurrentKind.of(node.getOpType()).isPresent()) {
                for (int index : WEIGHTS) {
                    if (index < node.getInputCount()) {
                        names.add(node.getInput(index));
                    }
                }
            }
        }
        return names;
    }

    private Optional<TensorProto> value(int number) throws IOException {
        String name = FOLDER + "/input_" + number + ".pb";
        if (!Files.isRegularFile(folder.resolve(name))) {
            return Optional.empty();
        }
        Path file = ExternalData.inside(folder, name, "an input of the model");
        if (Files.size(file) > MOST_BYTES) {
            throw new OnnxFormatException(
                    name + " must have at most " + MOST_BYTES + " bytes, but has " + Files.size(file));
        }
        try {
            TensorProto tensor = TensorProto.parseFrom(Files.readAllBytes(file));
            if (ExternalData.isExternal(tensor)) {
                throw new OnnxFormatException(name + " must hold its numbers itself, but refers to another file");
            }
            return Optional.of(tensor);
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxFormatException(name + " is not a readable tensor: it is truncated or corrupt", e);
        }
    }
}
