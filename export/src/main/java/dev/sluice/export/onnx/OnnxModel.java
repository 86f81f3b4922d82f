package dev.sluice.export.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.core.file.WholeFile;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A complete model, built here or read from a file. Immutable. */
public final class OnnxModel {
    private final ModelProto proto;

    /** Wraps a protobuf message. */
    public OnnxModel(ModelProto proto) {
        this.proto = proto;
    }

    /**
     * Reads a file.
     *
     * @throws OnnxFormatException if it is truncated, corrupt, or not an ONNX model
     * @throws IOException if it cannot be read
     */
    public static OnnxModel read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new OnnxFormatException("a model must be a file, but " + file + " is a folder; name the file in it");
        }
        // 2 GB is also protobuf's limit.
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new OnnxFormatException(
                    "an ONNX file holds at most 2 GB, but " + file + " has " + Files.size(file) + " bytes");
        }
        return parse(Files.readAllBytes(file), file.toString());
    }

    /**
     * Parses the bytes of a file.
     *
     * @param source origin of the bytes, for messages
     * @throws OnnxFormatException if they are truncated, corrupt, or not an ONNX model
     */
    public static OnnxModel parse(byte[] bytes, String source) {
        ModelProto proto;
        try {
            proto = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxFormatException(
                    source + " (" + bytes.length + " bytes) is not a readable ONNX model: it is truncated,"
                            + " corrupt or something else (" + e.getMessage() + "); export or download it again",
                    e);
        }
        if (!proto.hasGraph() || proto.getOpsetImportCount() == 0) {
            throw new OnnxFormatException(
                    source + " (" + bytes.length + " bytes) is not a readable ONNX model: it has no "
                            + (proto.hasGraph() ? "operator set" : "graph") + "; export or download it again");
        }
        return new OnnxModel(proto);
    }

    /** The protobuf message. */
    public ModelProto proto() {
        return proto;
    }

    /** The version of the standard operator set; 0 if the file does not declare one. */
    public int opset() {
        return proto.getOpsetImportList().stream()
                .filter(id -> id.getDomain().isEmpty() || id.getDomain().equals("ai.onnx"))
                .mapToInt(id -> (int) Math.min(id.getVersion(), Integer.MAX_VALUE))
                .findFirst()
                .orElse(0);
    }

    /** A copy of the file's metadata, in the file's order. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return metadata;
    }

    /** The inputs, in the file's order, without the weights that old files list among them. */
    public List<OnnxValue> inputs() {
        Set<String> weights = new HashSet<>();
        proto.getGraph().getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
        return proto.getGraph().getInputList().stream()
                .filter(input -> !weights.contains(input.getName()))
                .flatMap(input -> declared(input).stream())
                .toList();
    }

    /** The outputs, in the file's order. */
    public List<OnnxValue> outputs() {
        return proto.getGraph().getOutputList().stream()
                .flatMap(output -> declared(output).stream())
                .toList();
    }

    /** Converts a declaration; empty for strings, sequences and other types not supported here. */
    private static Optional<OnnxValue> declared(ValueInfoProto value) {
        return ElementType.ofCode(value.getType().getTensorType().getElemType())
                .map(type -> new OnnxValue(
                        value.getName(), type, Protos.shape(value.getType()).orElse(OnnxShape.fixed())));
    }

    /** The total size of all weights in bytes. */
    public long weightBytes() {
        return proto.getGraph().getInitializerList().stream()
                .mapToLong(tensor -> tensor.getRawData().size())
                .sum();
    }

    /** The bytes of the file; equal models give equal bytes. */
    public byte[] toBytes() {
        return proto.toByteArray();
    }

    /**
     * Writes the file atomically.
     *
     * @throws IOException if the folder is missing or not writable, or the disk is full; then {@code file} is unchanged
     */
    public void write(Path file) throws IOException {
        WholeFile.write(file, toBytes());
    }
}
