package dev.sluice.export.foreign;

/** A node or a layer cannot be taken; caught where all of them are gone through, to say so of all at once. */
public final class UnsupportedPartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * With the reason.
     *
     * @param remedy what a user can do about it; empty if nothing is known
     */
    public UnsupportedPartException(String why, String remedy) {
        super(why, null, false, false);
        this.remedy = remedy;
    }

    /** With the reason, where nothing is known to do about it. */
    public UnsupportedPartException(String why) {
        this(why, "");
    }

    /** The reason. */
    public String why() {
        return String.valueOf(getMessage());
    }

    /** What can be done about it; empty if nothing is known. */
    public String remedy() {
        return remedy;
    }
}
