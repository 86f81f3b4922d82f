package dev.sluice.core.model;

import org.apiguardian.api.API;

/** The scaling that a loss permits for its targets, so that training sees numbers of ordinary size. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum TargetScaling {
    /** Nothing: the loss needs numbers as they are. */
    NONE,
    /** They may be divided by a positive number, but not shifted: their zero has a meaning, as that of counts does. */
    SCALE,
    /**
     * They may be shifted and divided, to mean 0 and deviation 1: shifting and scaling outputs and targets alike only scales the
     * loss or adds a constant.
     */
    STANDARDIZE
}
