package dev.sluice.core.train;

/** Hears what happens in a training, on the thread that trains. What it throws ends the training. */
@FunctionalInterface
public interface TrainingListener {
    /** Hears one event. */
    void on(TrainingEvent event);

    /** Hears nothing. */
    static TrainingListener silent() {
        return event -> {};
    }

    /** Tells several listeners, one after another. */
    static TrainingListener all(TrainingListener... listeners) {
        return event -> {
            for (TrainingListener listener : listeners) {
                listener.on(event);
            }
        };
    }
}
