package dev.sluice.core.data.prepare;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.io.Serializable;

/** The windows that long recordings are cut into. */
public record WindowsConfig(
        @Description("Steps of a window; 0 for whole series") @Default("0") @Range(min = 0)
        int length,

        @Description("Steps from one window to the next; 0 for adjacent windows") @Default("0") @Range(min = 0)
        int stride,

        @Description("The target of a window if the targets of the data are per step") @Default("steps")
        Label label)
        implements Serializable {
    /** The target of a window whose steps have targets. */
    public enum Label {
        /** Each step keeps its own. */
        @Description("Each step keeps its own.")
        STEPS,
        /** That of the last step that has one. */
        @Description("That of the last step that has one.")
        LAST,
        /** The most frequent one, or the mean of numbers. */
        @Description("The most frequent one, or the mean of numbers.")
        MAJORITY,
        /** That of the first step that has one. */
        @Description("That of the first step that has one.")
        FIRST
    }

    /** Checks that the keys fit. */
    public WindowsConfig {
        if (length == 0 && (stride > 0 || label != Label.STEPS)) {
            throw new IllegalArgumentException("length must be the steps of a window, at least 1, but is 0");
        }
    }

    /** Whole series. */
    public static WindowsConfig none() {
        return new WindowsConfig(0, 0, Label.STEPS);
    }

    /** Returns whether series are cut. */
    public boolean isOn() {
        return length > 0;
    }

    /** Steps from one window to the next. */
    int step() {
        return stride == 0 ? length : stride;
    }
}
