package dev.sluice.testkit;

import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.OptionRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Options with one or more of them changed, as far as the record takes them. */
final class OptionVariations {
    private OptionVariations() {}

    /** One option at another value: {@code reset=before}. */
    record Variation(OptionKey key, Object value) {
        String words() {
            return key.name() + "=" + (value instanceof Enum<?> constant ? OptionKey.written(constant) : value);
        }
    }

    /** Other values of one option: all of an enum or boolean, a few of a number; none of a text or a list. */
    static List<Variation> of(Record options, OptionKey key) {
        Object value = key.value(options);
        List<Object> others = new ArrayList<>();
        switch (value) {
            case Boolean flag -> others.add(!flag);
            case Enum<?> constant ->
                others.addAll(Arrays.asList(constant.getDeclaringClass().getEnumConstants()));
            case Integer number -> whole(number).forEach(other -> others.add((int) other));
            case Long number -> whole(number).forEach(other -> others.add((long) other));
            case Float number -> real(number).forEach(other -> others.add((float) other));
            case Double number -> real(number).forEach(others::add);
            default -> {}
        }
        return others.stream()
                .filter(other -> !other.equals(value))
                .filter(other -> !(other instanceof Number number) || key.allows(number.doubleValue()))
                .distinct()
                .map(other -> new Variation(key, other))
                .toList();
    }

    private static DoubleStream whole(double value) {
        return DoubleStream.of(value + 1, value + 2, value - 1, 2 * value);
    }

    private static DoubleStream real(double value) {
        return DoubleStream.of(value / 2, value + 0.25, 2 * value, value - 0.25);
    }

    /** The options with some of them changed; empty if the record refuses the combination. */
    static <O extends Record> Optional<O> with(O options, List<Variation> changes) {
        List<Object> values = OptionKey.of(options.getClass()).stream()
                .map(key -> changes.stream()
                        .filter(change -> change.key().name().equals(key.name()))
                        .map(Variation::value)
                        .findFirst()
                        .orElseGet(() -> key.value(options)))
                .toList();
        try {
            @SuppressWarnings("unchecked") // a record's class is that of the record
            Class<O> type = (Class<O>) options.getClass();
            return Optional.of(OptionRecords.ofKeys(type, values));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        } catch (IllegalStateException e) {
            throw new ContractViolation("options must be refused by an IllegalArgumentException, but " + values
                    + " gave " + (e.getCause() == null ? e : e.getCause().getCause()));
        }
    }
}
