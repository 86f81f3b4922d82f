package dev.sluice.export.onnx;

import dev.sluice.export.onnx.OnnxOperator.Arity;
import dev.sluice.export.onnx.OnnxOperator.AttributeType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The operator table, read from {@code operators.txt} beside this class. */
public final class OnnxOperators {
    private static final Map<String, NavigableMap<Integer, OnnxOperator>> TABLE = read();

    private OnnxOperators() {}

    /** The version of an operator in an operator set; empty if the set does not have it yet, or the table does not list it. */
    public static Optional<OnnxOperator> find(String name, int opset) {
        return Optional.ofNullable(TABLE.get(name))
                .map(versions -> versions.floorEntry(opset))
                .map(Map.Entry::getValue);
    }

    /** The first operator set with the operator; empty if the table does not list it. */
    public static Optional<Integer> firstOpset(String name) {
        return Optional.ofNullable(TABLE.get(name)).map(NavigableMap::firstKey);
    }

    /** All operator names in alphabetical order. */
    public static Set<String> names() {
        return TABLE.keySet();
    }

    private static Map<String, NavigableMap<Integer, OnnxOperator>> read() {
        Map<String, NavigableMap<Integer, OnnxOperator>> table = new TreeMap<>();
        try (InputStream stream = OnnxOperators.class.getResourceAsStream("operators.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(stream, "operators.txt is missing from this jar"),
                        StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> read(line, table));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read operators.txt from this jar", e);
        }
        return Collections.unmodifiableMap(table);
    }

    private static void read(String line, Map<String, NavigableMap<Integer, OnnxOperator>> table) {
        String[] words = line.split(" ", -1);
        Map<String, AttributeType> attributes = new TreeMap<>();
        Set<String> required = new TreeSet<>();
        boolean deprecated = words[words.length - 1].equals("deprecated");
        for (int i = 4; i < words.length - (deprecated ? 1 : 0); i++) {
            String[] pair = words[i].split(":", 2);
            String name = pair[0].replace("!", "");
            attributes.put(name, AttributeType.valueOf(pair[1].toUpperCase(Locale.ROOT)));
            if (pair[0].endsWith("!")) {
                required.add(name);
            }
        }
        String[] inputs = words[2].split("\\?", -1);
        Set<Integer> omissible =
                Arrays.stream(inputs).skip(1).map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
        for (String since : words[1].split(",", -1)) {
            int opset = Integer.parseInt(since);
            OnnxOperator operator = new OnnxOperator(
                    words[0],
                    opset,
                    arity(inputs[0]),
                    omissible,
                    arity(words[3]),
                    Collections.unmodifiableMap(attributes),
                    Collections.unmodifiableSet(required),
                    deprecated);
            table.computeIfAbsent(words[0], name -> new TreeMap<>()).put(opset, operator);
        }
    }

    private static Arity arity(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new Arity(Integer.parseInt(text), Integer.parseInt(text));
        }
        String most = text.substring(dots + 2);
        return new Arity(
                Integer.parseInt(text.substring(0, dots)),
                most.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(most));
    }
}
