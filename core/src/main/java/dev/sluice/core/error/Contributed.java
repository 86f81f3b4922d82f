package dev.sluice.core.error;

/** A component that knows where it comes from, so that a message can blame its plugin. */
public interface Contributed {
    /** The component in words, the beginning of a sentence: {@code the cell 'my-cell' of the plugin 'mine' (mine.jar)}. */
    String contribution();

    /** A component in words: its contribution, or its class. */
    static String describe(Object component) {
        if (component instanceof Contributed contributed) {
            return contributed.contribution();
        }
        String name = component.getClass().getName();
        // The rest of the name of a lambda's class says nothing, and differs from run to run.
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : "the lambda of " + name.substring(0, lambda);
    }
}
