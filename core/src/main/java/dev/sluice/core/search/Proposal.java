package dev.sluice.core.search;

import java.util.List;

/** The assignment that {@link Proposer} found for the next trial. */
public sealed interface Proposal {
    /**
     * The next trial.
     *
     * @param assignment new, and satisfies the constraint
     * @param rejected candidates passed over on the way
     */
    record Next(Assignment assignment, List<Rejection> rejected) implements Proposal {
        /** Copies the list. */
        public Next {
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * No further trial can be started.
     *
     * @param reason in words
     */
    record Exhausted(String reason) implements Proposal {}
}
