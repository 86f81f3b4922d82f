package dev.sluice.tuning.evidence;

/** How a trial's losses are known. */
public enum Quality {
    /** The trial went its whole way. */
    FINAL,
    /** It was pruned or paused: what it would have reached is estimated from where it was and how others went on from there. */
    ESTIMATED,
    /** It diverged or failed: it counts as the worst known. */
    BAD
}
