package dev.sluice.core.search;

import org.apiguardian.api.API;

/** The direction of optimization. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public enum Direction {
    /** Smaller is better. */
    MINIMIZE,
    /** Larger is better. */
    MAXIMIZE
}
