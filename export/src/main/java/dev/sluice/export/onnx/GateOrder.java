package dev.sluice.export.onnx;

/**
 * The order in which a program stores the gates of a recurrent layer, in blocks of {@code H} rows. Gates have the names
 * of ONNX's definition; PyTorch's {@code n} is {@code h}, and its {@code g} is {@code c}.
 */
public enum GateOrder {
    /** The operators {@code GRU} and {@code LSTM}. */
    ONNX("zrh", "iofc"),
    /** {@code nn.GRU} and {@code nn.LSTM}. */
    PYTORCH("rzh", "ifco"),
    /** {@code keras.layers.GRU} and {@code LSTM}. */
    KERAS("zrh", "ifco");

    private final String gru;
    private final String lstm;

    GateOrder(String gru, String lstm) {
        this.gru = gru;
        this.lstm = lstm;
    }

    private String gates(RecurrentKind kind) {
        return switch (kind) {
            case GRU -> gru;
            case LSTM -> lstm;
            case RNN -> "h";
        };
    }

    /**
     * The index of a gate's block in joined weights.
     *
     * @param gate name in ONNX's definition, such as {@code 'z'}
     */
    public int block(RecurrentKind kind, char gate) {
        int block = gates(kind).indexOf(gate);
        if (block < 0) {
            throw new IllegalArgumentException(kind + " has the gates '" + gates(kind) + "' and no '" + gate + "'");
        }
        return block;
    }

    /** Reorders rows from this order to ONNX's. Not modified. */
    public float[] toOnnx(RecurrentKind kind, float... rows) {
        return reordered(rows, gates(kind), ONNX.gates(kind));
    }

    /** Reorders rows from ONNX's order to this one. Not modified. */
    public float[] fromOnnx(RecurrentKind kind, float... rows) {
        return reordered(rows, ONNX.gates(kind), gates(kind));
    }

    private static float[] reordered(float[] rows, String from, String to) {
        int block = rows.length / from.length();
        float[] out = new float[rows.length];
        for (int i = 0; i < to.length(); i++) {
            System.arraycopy(rows, from.indexOf(to.charAt(i)) * block, out, i * block, block);
        }
        return out;
    }
}
