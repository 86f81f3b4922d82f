package dev.sluice.tuning.pruner;

import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;

/** Never stops or pauses a trial. */
public final class NoPruner implements Pruner {
    @Override
    public boolean stops(SearchHistory history, Trial trial) {
        return false;
    }
}
