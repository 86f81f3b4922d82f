package dev.sluice.core.plugin;

/**
 * A plugin's component refused its arguments, or the library refused the plugin's. A caller that knows what the user wrote
 * turns this into an error about that; otherwise the plugin has to be corrected.
 */
public final class PluginArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final IllegalArgumentException own;

    PluginArgumentException(String message, IllegalArgumentException own) {
        super(message, own);
        this.own = own;
    }

    /** The original exception. */
    IllegalArgumentException own() {
        return own;
    }
}
