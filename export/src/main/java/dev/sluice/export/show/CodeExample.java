package dev.sluice.export.show;

import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.preparation.RawInputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A complete program that runs a model on one sequence of three steps and prints its outputs. Tokens are all 1, the
 * unknown one, and numbers are 0; the reader replaces them. For a model that translates, writes or tags, a program that does it.
 */
public final class CodeExample {
    private static final long STEPS = 3;
    private static final long TOKEN = 1;
    private static final String STATES = "next_state.";

    private final OnnxModel model;
    private final String file;

    /** A programming language. */
    public enum Language {
        /** For com.microsoft.onnxruntime:onnxruntime. */
        JAVA,
        /** For the package onnxruntime. */
        PYTHON,
        /** For the package Microsoft.ML.OnnxRuntime. */
        CSHARP,
        /** For the package onnxruntime-node, or onnxruntime-web in browsers. */
        JAVASCRIPT
    }

    /** Creates examples for a model file. */
    public CodeExample(OnnxModel model, String file) {
        this.model = model;
        this.file = file;
    }

    /** The program. */
    public String in(Language language) {
        Path path = Path.of(file);
        return WritingExample.of(model, path, language)
                .map(writing -> writing.in(language))
                .or(() -> SymbolsExample.of(model, path, language).map(symbols -> symbols.in(language)))
                .orElseGet(() -> onSequence(language));
    }

    private String onSequence(Language language) {
        Template template = Template.of(language);
        String inputs = model.inputs().stream()
                .map(input -> filled(template.line(input.type()), input))
                .collect(Collectors.joining("\n"));
        return template.program()
                .replace("@file@", quoted(file))
                .replace("@inputs@", inputs)
                .replace("@answers@", answers());
    }

    private String filled(String line, OnnxValue input) {
        return line.replace("@name@", quoted(input.name()))
                .replace("@numbers@", numbers(input))
                .replace("@elements@", Long.toString(elements(input)))
                .replace("@sizes@", sizes(input));
    }

    /**
     * A program template, from a file beside this class.
     *
     * @param lines declaration of an input by element type; {@code float} is the default
     * @param program the rest, with the placeholders {@code @file@}, {@code @inputs@} and {@code @answers@}
     */
    private record Template(Map<String, String> lines, String program) {
        private static final String OTHERS = "float";
        private static final String END_OF_LINES = "---\n";

        static Template of(Language language) {
            String name = language.name().toLowerCase(Locale.ROOT) + ".txt";
            try (InputStream in = CodeExample.class.getResourceAsStream(name)) {
                String text = new String(
                        Objects.requireNonNull(in, name + " is missing from this jar")
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
                int end = text.indexOf(END_OF_LINES);
                Map<String, String> lines = new HashMap<>();
                text.substring(0, end).lines().forEach(line -> {
                    int colon = line.indexOf(": ");
                    lines.put(line.substring(0, colon), line.substring(colon + 2));
                });
                return new Template(lines, text.substring(end + END_OF_LINES.length()));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + name + " from this jar", e);
            }
        }

        String line(ElementType type) {
            return Objects.requireNonNull(lines.get(lines.containsKey(type.toString()) ? type.toString() : OTHERS));
        }
    }

    /** The outputs to print: for each answer its probabilities if there are any, otherwise its outputs. */
    private String answers() {
        List<String> names = model.outputs().stream().map(OnnxValue::name).toList();
        List<String> shown = names.stream()
                .filter(name -> !name.startsWith(STATES) && !names.contains(Lowering.probabilities(name)))
                .toList();
        return (shown.isEmpty() ? names : shown)
                .stream().map(CodeExample::quoted).collect(Collectors.joining(", "));
    }

    private String numbers(OnnxValue input) {
        String number = Long.toString(input.type() == ElementType.INT32 ? STEPS : TOKEN);
        List<String> all = new ArrayList<>();
        for (long i = 0; i < elements(input); i++) {
            all.add(number);
        }
        return String.join(", ", all);
    }

    private long elements(OnnxValue input) {
        return input.shape().dims().stream().mapToLong(this::size).reduce(1, (a, b) -> a * b);
    }

    private String sizes(OnnxValue input) {
        return input.shape().dims().stream()
                .map(dim -> Long.toString(size(dim)))
                .collect(Collectors.joining(", "));
    }

    private long size(OnnxDim dim) {
        return switch (dim) {
            case OnnxDim.Fixed(long size) -> size;
            case OnnxDim.Named(String name) when name.equals(RawInputs.SERIES) -> STEPS + ahead();
            case OnnxDim.Named(String name) -> name.toLowerCase(Locale.ROOT).contains("time") ? STEPS : 1;
            case OnnxDim.Unknown() -> 1;
        };
    }

    /** The steps after the measured ones that a forecast of data as they were read looks at. */
    private long ahead() {
        return model.metadata().containsKey("sluice.contract")
                ? RawInputs.of(ModelMetadata.of(model.metadata()).contract())
                        .map(RawInputs::ahead)
                        .orElse(0)
                : 0;
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
