package dev.sluice.core.search;

import org.apiguardian.api.API;

/**
 * A candidate that did not become a trial.
 *
 * @param assignment what was suggested
 * @param reason why not, in words
 * @param broken whether it breaks a constraint; otherwise it was suggested before
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Rejection(Assignment assignment, String reason, boolean broken) {}
