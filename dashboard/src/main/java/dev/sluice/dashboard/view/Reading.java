package dev.sluice.dashboard.view;

import dev.sluice.core.experiment.record.RunException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the parts of a run one by one: a part that cannot be read costs only itself, and leaves its reason. */
final class Reading {
    private final List<String> failures = new ArrayList<>();

    /** Reads a part. */
    interface Part<T> {
        T read() throws IOException;
    }

    /** A part, or what stands for it if it cannot be read. */
    <T> T part(Part<? extends T> part, T instead) {
        try {
            return part.read();
        } catch (IOException | RunException e) {
            failures.add(String.valueOf(e.getMessage()));
            return instead;
        }
    }

    /** The reasons why parts are missing. */
    List<String> failures() {
        return List.copyOf(failures);
    }
}
