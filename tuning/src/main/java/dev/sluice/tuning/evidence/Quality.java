package dev.sluice.tuning.evidence;

/** The origin of a trial's losses. */
public enum Quality {
    /** Measured at the end of a completed trial. */
    FINAL,
    /** Estimated for a pruned or paused trial from its last loss and the further progress of completed trials. */
    ESTIMATED,
    /** The worst known losses, for a diverged or failed trial. */
    BAD
}
