package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/** The default value of an option, written as in YAML; an option without one is required. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The value as YAML: {@code 0.9}, {@code after}, {@code []}, {@code {name: adam}}. */
    String value();
}
