package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * The numbers that an option accepts. Options from a file are checked when they are read, options made in Java where
 * their component is created, by {@link OptionRecords#checked}. So no options record needs to check this itself.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The smallest allowed value, included unless {@link #above}. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest allowed value, included unless {@link #below}. */
    double max() default Double.POSITIVE_INFINITY;

    /** Values must be greater than this. */
    double above() default Double.NEGATIVE_INFINITY;

    /** Values must be less than this. */
    double below() default Double.POSITIVE_INFINITY;
}
