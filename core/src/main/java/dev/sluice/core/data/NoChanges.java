package dev.sluice.core.data;

import java.util.Map;

/** Inputs that stay as they were read. */
enum NoChanges implements InputChanges {
    INSTANCE;

    @Override
    public Map<String, Sequence> apply(Map<String, Sequence> inputs) {
        return inputs;
    }

    @Override
    public boolean isEmpty() {
        return true;
    }
}
