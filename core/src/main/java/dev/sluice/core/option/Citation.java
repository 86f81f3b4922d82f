package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/** The source of a component, usually a paper; shown by {@code sluice plugin show}. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Citation {
    /** Authors, year, title, venue, and where to find it, one publication each. */
    String[] value();
}
