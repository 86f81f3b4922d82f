package dev.sluice.cli;

import dev.sluice.core.data.Padding;
import dev.sluice.export.targets.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Enum constants as users type them: {@code ort-cpu}. */
final class EnumWords {
    private EnumWords() {}

    /** Reads a target. */
    static final class TargetWord implements ITypeConverter<Target> {
        @Override
        public Target convert(String word) {
            return read(word, Target.values());
        }
    }

    /** Reads the side of padding in data. */
    static final class PaddingWord implements ITypeConverter<Padding.Side> {
        @Override
        public Padding.Side convert(String word) {
            return read(word, Padding.Side.values());
        }
    }

    private static <E extends Enum<E>> E read(String word, E[] all) {
        List<String> known = Arrays.stream(all).map(EnumWords::written).toList();
        int index = known.indexOf(word.toLowerCase(Locale.ROOT).replace('_', '-'));
        if (index < 0) {
            throw new TypeConversionException(
                    "must be one of " + String.join(", ", known) + ", but was '" + word + "'");
        }
        return all[index];
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
