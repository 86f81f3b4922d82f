package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * On a component of an options record that is a record itself: its keys stand among those of the outer record, without a block of their own.
 * So several components share keys that mean the same.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Inline {}
