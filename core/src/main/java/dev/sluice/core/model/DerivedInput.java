package dev.sluice.core.model;

import dev.sluice.core.option.OptionKey;
import java.util.Optional;
import org.apiguardian.api.API;

/** A value derived from a numeric series, for cells that request it by name. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum DerivedInput {
    /** 1 where a value was measured, 0 where it is missing, {@code [T, F]}. */
    MASK,
    /**
     * The time since each feature was measured last, {@code [T, F]}: 0 at the first step, then the time since the step before, to
     * which that step's own is added where its value is missing (Che et al., 2018, equation 2).
     */
    DELTA,
    /** The time since the step before, {@code [T, 1]}; 0 at the first. */
    GAP,
    /** The time since the first step, {@code [T, 1]}. */
    TIME;

    /** The derived input of a name, such as {@code delta}. */
    public static Optional<DerivedInput> named(String name) {
        for (DerivedInput derived : values()) {
            if (derived.word().equals(name)) {
                return Optional.of(derived);
            }
        }
        return Optional.empty();
    }

    /** Its name for cells: {@code mask}. */
    public String word() {
        return OptionKey.written(this);
    }

    /** Its input name beside its series: {@code mask} for {@code features}, {@code load.mask} for a series {@code load}. */
    public String of(String series) {
        return series.equals(ModelInput.FEATURES) ? word() : series + "." + word();
    }

    /** The number of its features for a series of {@code features}. */
    public int size(int features) {
        return isPerFeature() ? features : 1;
    }

    /** Returns whether each feature has its own. */
    public boolean isPerFeature() {
        return this == MASK || this == DELTA;
    }

    /** Returns whether the value is a time, in the unit of the data. */
    public boolean isTime() {
        return this != MASK;
    }
}
