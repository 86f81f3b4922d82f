package dev.sluice.export.onnx;

/**
 * An operator set version and its file format version.
 *
 * <p>Runtimes refuse files with a newer format version than their own, even if they use nothing new; so files get the
 * oldest format version that supports the operator set.
 *
 * @param version version from {@value #OLDEST} to {@value #NEWEST}
 */
public record OnnxOpset(int version) {
    /** The oldest supported version: the first with today's recurrent operators. */
    public static final int OLDEST = 14;
    /** The newest supported version. */
    public static final int NEWEST = 22;
    /** The default, which every runtime in use supports. */
    public static final OnnxOpset DEFAULT = new OnnxOpset(17);

    /** Checks that the version is supported. */
    public OnnxOpset {
        if (version < OLDEST || version > NEWEST) {
            throw new IllegalArgumentException("opset must be between " + OLDEST + " and " + NEWEST + ", but was "
                    + version + "; 17 runs nearly everywhere");
        }
    }

    /** The file format version: 7 for opset 14, 8 for opset 17, 10 for opset 22. */
    public int irVersion() {
        if (version == 14) {
            return 7;
        }
        return version <= 18 ? 8 : version <= 20 ? 9 : 10;
    }
}
