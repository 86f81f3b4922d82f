package dev.sluice.core.baseline;

import java.util.Optional;

/** The absence of baselines: it stands for none, wherever it is named. */
public final class NoBaseline implements Baseline {
    @Override
    public Optional<String> refusal(BaselineTask task) {
        return Optional.empty();
    }

    @Override
    public Fitted fit(BaselineTask task) {
        throw new IllegalStateException("none is no baseline to fit");
    }

    @Override
    public boolean isActive() {
        return false;
    }
}
