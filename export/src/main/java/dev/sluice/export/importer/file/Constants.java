package dev.sluice.export.importer.file;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.onnx.proto.AttributeProto;
import org.jspecify.annotations.Nullable;

/** The value of a {@code Constant} node, in any of its attribute forms. */
final class Constants {
    private Constants() {}

    /** The value; null for strings and sparse tensors, which no supported node can use. */
    static @Nullable StoredArray of(FileNode node) {
        String name = node.output(0);
        for (AttributeProto attribute : node.proto().getAttributeList()) {
            switch (attribute.getName()) {
                case "value" -> {
                    return TensorReader.read(attribute.getT(), name);
                }
                case "value_float" -> {
                    return known(name, false, new int[0], attribute.getF());
                }
                case "value_int" -> {
                    return known(name, true, new int[0], (double) attribute.getI());
                }
                case "value_floats" -> {
                    double[] values = attribute.getFloatsList().stream()
                            .mapToDouble(Float::doubleValue)
                            .toArray();
                    return known(name, false, new int[] {values.length}, values);
                }
                case "value_ints" -> {
                    double[] values = attribute.getIntsList().stream()
                            .mapToDouble(Long::doubleValue)
                            .toArray();
                    return known(name, true, new int[] {values.length}, values);
                }
                default -> {}
            }
        }
        return null;
    }

    private static StoredArray known(String name, boolean whole, int[] sizes, double... values) {
        return new StoredArray(name, new Array64(sizes, values), whole);
    }
}
