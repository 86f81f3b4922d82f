package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Reduce;
import dev.sluice.export.onnx.OnnxProjectedLstm;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The supported operators. */
public final class Readers {
    private static final Map<String, NodeReader> TABLE = table();

    private Readers() {}

    static Optional<NodeReader> of(String operator) {
        return Optional.ofNullable(TABLE.get(operator));
    }

    /** All operator names in alphabetical order. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(TABLE.keySet());
    }

    /** The remedy for commonly met unsupported operators. */
    static String remedy(String operator) {
        return switch (operator) {
            case "DynamicQuantizeLSTM",
                    "com.microsoft.DynamicQuantizeLSTM",
                    "QuantizeLinear",
                    "DynamicQuantizeLinear",
                    "MatMulInteger" -> "import the model as it was before it was quantized";
            case "TopK" ->
                "it is taken where it sorts the rows of a batch by length for a layer (PyTorch's pack_padded_sequence with"
                        + " enforce_sorted=False) and all outputs have their rows in the order of the inputs again";
            case "Constant" -> "strings and sparse tensors are not supported";
            default -> "";
        };
    }

    private static Map<String, NodeReader> table() {
        Map<String, NodeReader> table = new TreeMap<>();
        ShapingReaders.addTo(table);
        TransposeReader.addTo(table);
        JoiningReaders.addTo(table);
        GatherReaders.addTo(table);
        SizeReaders.addTo(table);
        ElementwiseReaders.addTo(table);
        ProductReaders.addTo(table);
        ReductionReaders.addTo(table);
        TakingReaders.addTo(table);
        table.put("GRU", new RecurrentReader());
        table.put("LSTM", new RecurrentReader());
        table.put("RNN", new RecurrentReader());
        table.put("Conv", new ConvolutionReader());
        table.put("MaxPool", new PoolReader(Reduce.Kind.MAX));
        table.put("AveragePool", new PoolReader(Reduce.Kind.MEAN));
        table.put("Pad", new PadReader());
        table.put("Loop", new LoopReader());
        table.put("Scan", new ScanReader());
        table.put("If", new IfReader());
        table.put(OnnxProjectedLstm.OPERATOR, new ProjectedLstmReader());
        return table;
    }
}
