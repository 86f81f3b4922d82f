package dev.sluice.core.train;

import org.apiguardian.api.API;

/** Receives the events of a training on the thread that trains. An exception from it ends the training. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface TrainingListener {
    /** Receives one event. */
    void on(TrainingEvent event);

    /** Ignores all events. */
    static TrainingListener silent() {
        return event -> {};
    }

    /** Passes each event to several listeners in order. */
    static TrainingListener all(TrainingListener... listeners) {
        return event -> {
            for (TrainingListener listener : listeners) {
                listener.on(event);
            }
        };
    }
}
