package dev.sluice.core.search;

/** Which way an objective is to go. */
public enum Direction {
    /** Smaller is better. */
    MINIMIZE,
    /** Larger is better. */
    MAXIMIZE
}
