package dev.sluice.core.search;

import java.util.List;

/** The assignment that {@link Proposer} found for the next trial. */
public sealed interface Proposal {
    /**
     * The next trial.
     *
     * @param assignment that was not tried before and satisfies the constraint
     * @param rejected candidates that were rejected before it
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
     * @param reason one sentence, for messages
     */
    record Exhausted(String reason) implements Proposal {}
}
