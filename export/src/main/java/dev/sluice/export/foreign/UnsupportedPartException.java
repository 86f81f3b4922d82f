package dev.sluice.export.foreign;

/** Thrown for an unsupported node or layer; caught by the loop over all of them, which reports them together. */
public final class UnsupportedPartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Creates the exception with its reason.
     *
     * @param remedy suggested remedy; empty if none is known
     */
    public UnsupportedPartException(String why, String remedy) {
        super(why, null, false, false);
        this.remedy = remedy;
    }

    /** Creates the exception without a remedy. */
    public UnsupportedPartException(String why) {
        this(why, "");
    }

    /** The reason. */
    public String why() {
        return String.valueOf(getMessage());
    }

    /** The suggested remedy; empty if none is known. */
    public String remedy() {
        return remedy;
    }
}
