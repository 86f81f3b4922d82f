package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * A candidate that did not become a trial.
 *
 * @param assignment that was suggested
 * @param reason for the rejection, for messages
 * @param broken whether it violates a constraint; otherwise it was suggested before
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Rejection(Assignment assignment, String reason, boolean broken) {}
