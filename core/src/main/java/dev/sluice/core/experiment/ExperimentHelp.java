package dev.sluice.core.experiment;

import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.experiment.yaml.Types;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Shorthand;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Help on every key of the experiment file, generated from the records that it is bound to. */
public final class ExperimentHelp {
    private static final int KEY_COLUMNS = 28;
    private static final int WIDTH = 110;
    private static final String DOMAINS = """
              hidden: {int: [32, 256], log: true}             whole numbers; with 'step: 32' only every 32nd
              dropout: {float: [0, 0.5], step: 0.1}           numbers; without a step, all of them
              cell: {choice: [gru, lstm, {name: lmu, options: {order: {int: [16, 128]}}}]}
                                                              one of a list; what is open in an option counts only where it is chosen
            """;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Class<?>> kinds = new LinkedHashMap<>();

    private ExperimentHelp() {}

    /** The whole text, with the components that are registered. */
    public static String of(Registry registry) {
        ExperimentHelp help = new ExperimentHelp();
        help.text.append(
                "An experiment is a YAML file with these keys. Each can be overridden: --set train.epochs=3\n\n");
        help.keys(ExperimentConfig.class, 0);
        help.line(ExperimentLoader.TUNE, "How 'sluice tune' searches what is open");
        help.keys(TuneConfig.class, 2);
        help.text
                .append("\nFor 'sluice tune' any value may be a domain, except\n  ")
                .append(String.join(", ", OpenChecks.SETTLED))
                .append(":\n")
                .append(DOMAINS);
        help.kinds.values().forEach(kind -> help.kind(kind, registry));
        return help.text.toString();
    }

    /** The components of the kinds that the words name, for example {@code cells} or {@code data sources}. */
    public static Optional<String> ofKind(String words, Registry registry) {
        ExperimentHelp help = new ExperimentHelp();
        String singular =
                words.toLowerCase(Locale.ROOT).replaceFirst("(?<=ss)es$|s$", "").replace('-', ' ');
        registry.components().stream()
                .map(Component::kind)
                .distinct()
                .filter(kind -> Registry.words(kind).replaceFirst("s$", "").equals(singular.replaceFirst("s$", "")))
                .forEach(kind -> help.kind(kind, registry));
        return help.text.isEmpty()
                ? Optional.empty()
                : Optional.of(help.text.toString().stripLeading());
    }

    /** The options of one component, with defaults and ranges; empty if it has none. */
    public static String ofOptions(Component<?, ?> component) {
        ExperimentHelp help = new ExperimentHelp();
        help.keys(component.options(), 2);
        return help.text.toString();
    }

    private void kind(Class<?> kind, Registry registry) {
        text.append("\n").append(Registry.words(kind)).append(", by name and options:\n");
        registry.components().stream()
                .filter(component -> component.kind().equals(kind))
                .forEach(this::component);
    }

    private void component(Component<?, ?> component) {
        line("  " + component.id(), component.description().replaceFirst("\\.$", ""));
        keys(component.options(), 4);
    }

    private void keys(Class<? extends Record> type, int indent) {
        for (OptionKey key : OptionKey.of(type)) {
            line(" ".repeat(indent) + key.name(), sentence(key));
            if (key.type() instanceof Class<?> plain && plain.isRecord()) {
                keys(plain.asSubclass(Record.class), indent + 2);
            }
            if (isMap(key.type()) && mapped(key.type()) instanceof Class<?> plain && plain.isRecord()) {
                named(plain.asSubclass(Record.class), indent + 2);
            }
            noteKind(key.type());
        }
    }

    /** The keys below names; blocks that were explained already are not explained again. */
    private void named(Class<? extends Record> type, int indent) {
        line(" ".repeat(indent) + "<name>", "");
        for (OptionKey key : OptionKey.of(type)) {
            boolean isBlock = key.type() instanceof Class<?> plain && plain.isRecord();
            line(" ".repeat(indent + 2) + key.name(), sentence(key) + (isBlock ? " (keys as above)" : ""));
            noteKind(key.type());
        }
    }

    private static boolean isMap(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Map.class;
    }

    /** The type of a map's values. */
    private static Type mapped(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[1];
    }

    private void noteKind(Type type) {
        if (isMap(type)) {
            noteKind(mapped(type));
        } else if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Choice.class) {
                kinds.putIfAbsent(argument.getTypeName(), (Class<?>) argument);
            } else {
                noteKind(argument);
            }
        } else if (type instanceof Class<?> plain && Types.isKind(plain)) {
            kinds.putIfAbsent(plain.getName(), plain);
        }
    }

    private static String sentence(OptionKey key) {
        List<String> notes = new ArrayList<>();
        boolean isBlock = key.type() instanceof Class<?> plain && plain.isRecord();
        if (!isBlock) {
            notes.add(typeInWords(key.type()) + (key.range() == null ? "" : " " + key.rangeInWords()));
        }
        if (key.preset() == null) {
            notes.add("required");
        } else if (!isBlock) {
            notes.add("default " + key.preset());
        }
        if (key.type() instanceof Class<?> plain
                && Types.isKind(plain)
                && key.component().isAnnotationPresent(Shorthand.class)) {
            notes.add("options may be written beside its name, or alone if they are options of the default");
        }
        String description = key.description().replaceFirst("\\.$", "");
        return description + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
    }

    private static String typeInWords(Type type) {
        if (isMap(type)) {
            return "blocks by name";
        }
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Choice.class
                    ? Registry.words((Class<?>) argument)
                    : "list of " + typeInWords(argument);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return String.join(" | ", OptionKey.written(plain));
        }
        return Types.isKind(plain) ? Registry.words(plain) : Types.words(plain).replaceFirst("^a ", "");
    }

    private void line(String key, String description) {
        StringBuilder line = new StringBuilder(key);
        line.append(" ".repeat(Math.max(2, KEY_COLUMNS - key.length())));
        for (String word : description.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(" ".repeat(KEY_COLUMNS));
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
