package dev.sluice.core.plugin;

import dev.sluice.core.option.Choice;
import dev.sluice.core.option.OptionKey;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that an experiment file can fill in a component's options record. */
final class OptionsShape {
    private static final Set<Type> SIMPLE =
            Set.of(int.class, long.class, float.class, double.class, boolean.class, String.class);

    /** Elements of lists and maps, which have no primitive types. */
    private static final Set<Type> BOXED = Set.of(Integer.class, Long.class, Float.class, Double.class, Boolean.class);

    private OptionsShape() {}

    static List<String> problems(Component<?, ?> component) {
        List<String> problems = new ArrayList<>();
        String owner = Registry.words(component.kind()) + " '" + component.id() + "'";
        collect(component.options(), owner, problems);
        return problems;
    }

    private static void collect(Class<? extends Record> options, String owner, List<String> problems) {
        for (OptionKey key : OptionKey.of(options)) {
            String place = key.component().getDeclaringRecord().getSimpleName() + "."
                    + key.component().getName() + " of the " + owner;
            if (key.description().isEmpty()) {
                problems.add("every option needs a @Description, but " + place + " has none");
            }
            if (!isSupported(key.type(), owner, problems)) {
                problems.add(
                        "an option must be a number, boolean, string, enum, record, Choice or a list or map by name of these, but "
                                + place + " is a " + key.type().getTypeName());
            }
        }
    }

    private static boolean isSupported(Type type, String owner, List<String> problems) {
        if (SIMPLE.contains(type)) {
            return true;
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Map.class) {
                return arguments[0] == String.class && isElement(arguments[1], owner, problems);
            }
            return generic.getRawType() == Choice.class
                    || (generic.getRawType() == List.class && isElement(arguments[0], owner, problems));
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            collect(plain.asSubclass(Record.class), owner, problems);
            return true;
        }
        return type instanceof Class<?> plain && (plain.isEnum() || plain.isInterface());
    }

    private static boolean isElement(Type type, String owner, List<String> problems) {
        return BOXED.contains(type) || isSupported(type, owner, problems);
    }
}
