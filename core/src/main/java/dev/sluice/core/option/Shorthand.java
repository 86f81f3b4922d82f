package dev.sluice.core.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * On an options record: it may also be written as its first key's value alone, {@code import: model.onnx}. On a list: it may also be
 * written as its only item, {@code objective: validation.loss}. On a component with a default: options may also stand beside its name,
 * or without it where they are those of the default, {@code export: {opset: 14}}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Shorthand {}
