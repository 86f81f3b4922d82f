package dev.sluice.core.search;

import org.apiguardian.api.API;

/** Which way an objective is to go. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public enum Direction {
    /** Smaller is better. */
    MINIMIZE,
    /** Larger is better. */
    MAXIMIZE
}
