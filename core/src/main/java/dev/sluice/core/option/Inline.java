package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * Marks a component of an options record that is itself a record, and whose keys are written among those of the outer record, not in a separate block.
 * This lets several components share keys with the same meaning.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Inline {}
