package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.TensorShapeProto;
import dev.sluice.export.onnx.proto.TypeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conversions between element types, shapes and protobuf messages. */
final class Protos {
    private Protos() {}

    static ValueInfoProto declaration(OnnxValue value) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (OnnxDim dim : value.shape().dims()) {
            TensorShapeProto.Dimension.Builder proto = shape.addDimBuilder();
            switch (dim) {
                case OnnxDim.Fixed(long size) -> proto.setDimValue(size);
                case OnnxDim.Named(String name) -> proto.setDimParam(name);
                case OnnxDim.Unknown() -> {
                    // An axis without size or name is unknown.
                }
            }
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(value.type().code())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static TensorProto tensor(String name, OnnxArray array) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(array.type().code())
                .setRawData(array.littleEndian());
        for (long size : array.shape()) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    /** The declared shape; empty if there is none. A negative size counts as unknown and is reported by a separate rule. */
    static Optional<OnnxShape> shape(TypeProto type) {
        if (!type.hasTensorType() || !type.getTensorType().hasShape()) {
            return Optional.empty();
        }
        List<OnnxDim> dims = new ArrayList<>();
        for (TensorShapeProto.Dimension dim : type.getTensorType().getShape().getDimList()) {
            if (dim.hasDimValue() && dim.getDimValue() >= 0) {
                dims.add(OnnxDim.of(dim.getDimValue()));
            } else if (dim.hasDimParam() && !dim.getDimParam().isBlank()) {
                dims.add(OnnxDim.of(dim.getDimParam()));
            } else {
                dims.add(OnnxDim.unknown());
            }
        }
        return Optional.of(new OnnxShape(dims));
    }
}
