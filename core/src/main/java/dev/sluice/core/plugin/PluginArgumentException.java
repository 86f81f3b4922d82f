package dev.sluice.core.plugin;

/**
 * A component of a plugin refused what it was given, or a rule of the library refused what the plugin gave it. Where the caller
 * knows what the user wrote it turns this into an error about that; elsewhere it is the plugin's to correct.
 */
public final class PluginArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final IllegalArgumentException own;

    PluginArgumentException(String message, IllegalArgumentException own) {
        super(message, own);
        this.own = own;
    }

    /** What was thrown. */
    IllegalArgumentException own() {
        return own;
    }
}
