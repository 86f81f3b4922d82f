package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where a component comes from: shown by {@code sluice plugin show}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Citation {
    /** Authors, year, title, place, and where to find it, one publication each. */
    String[] value();
}
