package dev.sluice.core.error;

/** A component answered with something that its kind rules out: the component has to be corrected, not the experiment. */
public final class BrokenPromiseException extends SluiceException {
    private static final long serialVersionUID = 1L;

    /**
     * The error about a component's answer.
     *
     * @param finding rule, finding and remedy, the rest of a sentence: {@code must give a row, but 'predict' gives 3; …}
     */
    public BrokenPromiseException(Object component, String finding) {
        super(Contributed.describe(component) + " " + finding + " [Sluice/PluginFailed]");
    }
}
