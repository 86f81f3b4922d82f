package dev.sluice.core.experiment.record;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Refuses an object in which a component of its record is missing or null, unless that may be: a file that was edited by hand then costs a
 * line that names the component, and no value that must be there is null anywhere.
 */
final class RecordComponents extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedParameter parameter && mustBeThere(parameter)
                ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                : super.findSetterInfo(config, annotated);
    }

    private static boolean mustBeThere(AnnotatedParameter parameter) {
        if (!parameter.getDeclaringClass().isRecord()
                || !(parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor)) {
            return false;
        }
        AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
        return !(type.getType() instanceof Class<?> known && known.isPrimitive())
                && !type.isAnnotationPresent(Nullable.class);
    }
}
