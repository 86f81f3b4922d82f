package dev.sluice.export.onnx;

/**
 * A version of the operators, and the file version that goes with it.
 *
 * <p>Runtimes refuse a file that is stamped newer than they are, even if it uses nothing new; so the stamp is the oldest file
 * version that came with the operators.
 *
 * @param version from {@value #OLDEST} to {@value #NEWEST}
 */
public record OnnxOpset(int version) {
    /** The oldest version that is written: the first with today's recurrent operators. */
    public static final int OLDEST = 14;
    /** The newest version that is written. */
    public static final int NEWEST = 22;
    /** The default: every runtime in use takes it. */
    public static final OnnxOpset DEFAULT = new OnnxOpset(17);

    /** Checks the range. */
    public OnnxOpset {
        if (version < OLDEST || version > NEWEST) {
            throw new IllegalArgumentException("opset must be between " + OLDEST + " and " + NEWEST + ", but was "
                    + version + "; 17 runs nearly everywhere");
        }
    }

    /** The version of the file format: 7 for opset 14, 8 for opset 17, 10 for opset 22. */
    public int irVersion() {
        if (version == 14) {
            return 7;
        }
        return version <= 18 ? 8 : version <= 20 ? 9 : 10;
    }
}
