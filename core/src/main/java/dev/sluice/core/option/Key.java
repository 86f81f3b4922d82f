package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/** The name of a key where the record's component cannot have it, because it is a word of Java's. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Key {
    /** As users write it. */
    String value();
}
