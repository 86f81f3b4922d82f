package dev.sluice.export.show;

import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A whole program that runs a model on one sequence of three steps and prints its answers. Tokens are all 1, the unknown one;
 * numbers are 0: to be replaced by the reader's own.
 */
public final class CodeExample {
    private static final long STEPS = 3;
    private static final long TOKEN = 1;
    private static final String STATES = "next_state.";

    private final OnnxModel model;
    private final String file;

    /** A language to write in. */
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

    /** Examples for a model at some path. */
    public CodeExample(OnnxModel model, String file) {
        this.model = model;
        this.file = file;
    }

    /** The program. */
    public String in(Language language) {
        return switch (language) {
            case JAVA -> java();
            case PYTHON -> python();
            case CSHARP -> csharp();
            case JAVASCRIPT -> javascript();
        };
    }

    private String java() {
        return """
                import ai.onnxruntime.OnnxTensor;
                import ai.onnxruntime.OrtEnvironment;
                import ai.onnxruntime.OrtException;
                import ai.onnxruntime.OrtSession;
                import java.nio.DoubleBuffer;
                import java.nio.FloatBuffer;
                import java.nio.IntBuffer;
                import java.nio.LongBuffer;
                import java.util.Arrays;
                import java.util.LinkedHashMap;
                import java.util.Map;

                public class Example {
                    public static void main(String[] args) throws OrtException {
                        OrtEnvironment environment = OrtEnvironment.getEnvironment();
                        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
                        try (OrtSession session = environment.createSession(%s)) {
                %s
                            try (OrtSession.Result result = session.run(inputs)) {
                                for (String name : new String[] {%s}) {
                                    OnnxTensor answer = (OnnxTensor) result.get(name).orElseThrow();
                %s
                                }
                            }
                        } finally {
                            inputs.values().forEach(OnnxTensor::close);
                        }
                    }
                }
                """.formatted(quoted(file), lines(this::javaInput), answers(), javaPrint());
    }

    private String javaPrint() {
        return (answersInFloat64()
                        ? """
                System.out.println(name + " " + Arrays.deepToString((Object[]) answer.getValue()));
                """
                        : """
                FloatBuffer buffer = answer.getFloatBuffer();
                float[] numbers = new float[buffer.remaining()];
                buffer.get(numbers);
                System.out.println(name + " " + Arrays.toString(numbers));
                """)
                .stripTrailing()
                .indent(20)
                .stripTrailing();
    }

    private boolean answersInFloat64() {
        return model.outputs().stream().anyMatch(output -> output.type() == ElementType.DOUBLE);
    }

    private String javaInput(OnnxValue input) {
        String buffer = switch (input.type()) {
            case INT64 -> "LongBuffer.wrap(new long[] {" + numbers(input, "") + "})";
            case INT32 -> "IntBuffer.wrap(new int[] {" + numbers(input, "") + "})";
            case DOUBLE -> "DoubleBuffer.wrap(new double[" + elements(input) + "])";
            default -> "FloatBuffer.wrap(new float[" + elements(input) + "])";
        };
        return "            inputs.put(" + quoted(input.name()) + ", OnnxTensor.createTensor(environment, " + buffer
                + ", new long[] {" + sizes(input) + "}));";
    }

    private String python() {
        return """
                import numpy as np
                import onnxruntime as ort

                session = ort.InferenceSession(%s)
                inputs = {
                %s
                }
                for name in [%s]:
                    print(name, session.run([name], inputs)[0])
                # What the file says about itself, such as labels and vocabulary:
                print(session.get_modelmeta().custom_metadata_map.keys())
                """.formatted(quoted(file), lines(this::pythonInput), answers());
    }

    private String pythonInput(OnnxValue input) {
        String array = switch (input.type()) {
            case INT64, INT32 ->
                "np.array([" + numbers(input, "") + "], np." + input.type() + ").reshape(" + sizes(input) + ")";
            case DOUBLE -> "np.zeros((" + sizes(input) + ",), np.float64)";
            default -> "np.zeros((" + sizes(input) + ",), np.float32)";
        };
        return "    " + quoted(input.name()) + ": " + array + ",";
    }

    private String csharp() {
        return """
                using System;
                using System.Collections.Generic;
                using Microsoft.ML.OnnxRuntime;
                using Microsoft.ML.OnnxRuntime.Tensors;

                using var session = new InferenceSession(%s);
                var inputs = new List<NamedOnnxValue>
                {
                %s
                };
                using var results = session.Run(inputs, new[] { %s });
                foreach (var result in results)
                {
                    Console.WriteLine(result.Name + " " + string.Join(" ", result.AsEnumerable<%s>()));
                }
                """.formatted(quoted(file), lines(this::csharpInput), answers(), answersInFloat64() ? "double" : "float");
    }

    private String csharpInput(OnnxValue input) {
        String dimensions = "new[] { " + sizes(input) + " }";
        String tensor = switch (input.type()) {
            case INT64 -> "new DenseTensor<long>(new long[] { " + numbers(input, "") + " }, " + dimensions + ")";
            case INT32 -> "new DenseTensor<int>(new int[] { " + numbers(input, "") + " }, " + dimensions + ")";
            case DOUBLE -> "new DenseTensor<double>(" + dimensions + ")";
            default -> "new DenseTensor<float>(" + dimensions + ")";
        };
        return "    NamedOnnxValue.CreateFromTensor(" + quoted(input.name()) + ", " + tensor + "),";
    }

    private String javascript() {
        return """
                import * as ort from "onnxruntime-node"; // in browsers: "onnxruntime-web"

                const session = await ort.InferenceSession.create(%s);
                const results = await session.run({
                %s
                });
                for (const name of [%s]) {
                  console.log(name, results[name].data);
                }
                """.formatted(quoted(file), lines(this::javascriptInput), answers());
    }

    private String javascriptInput(OnnxValue input) {
        String data = switch (input.type()) {
            case INT64 -> "\"int64\", BigInt64Array.of(" + numbers(input, "n") + ")";
            case INT32 -> "\"int32\", Int32Array.of(" + numbers(input, "") + ")";
            case DOUBLE -> "\"float64\", new Float64Array(" + elements(input) + ")";
            default -> "\"float32\", new Float32Array(" + elements(input) + ")";
        };
        return "  " + quoted(input.name()) + ": new ort.Tensor(" + data + ", [" + sizes(input) + "]),";
    }

    private String lines(Function<OnnxValue, String> line) {
        return model.inputs().stream().map(line).collect(Collectors.joining("\n"));
    }

    /** What users look at: of each answer its probabilities where there are any, else its outputs. */
    private String answers() {
        List<String> names = model.outputs().stream().map(OnnxValue::name).toList();
        List<String> shown = names.stream()
                .filter(name -> !name.startsWith(STATES) && !names.contains(Lowering.probabilities(name)))
                .toList();
        return (shown.isEmpty() ? names : shown)
                .stream().map(CodeExample::quoted).collect(Collectors.joining(", "));
    }

    private static String numbers(OnnxValue input, String suffix) {
        String number = (input.type() == ElementType.INT32 ? STEPS : TOKEN) + suffix;
        List<String> all = new ArrayList<>();
        for (long i = 0; i < elements(input); i++) {
            all.add(number);
        }
        return String.join(", ", all);
    }

    private static long elements(OnnxValue input) {
        return input.shape().dims().stream().mapToLong(CodeExample::size).reduce(1, (a, b) -> a * b);
    }

    private static String sizes(OnnxValue input) {
        return input.shape().dims().stream()
                .map(dim -> Long.toString(size(dim)))
                .collect(Collectors.joining(", "));
    }

    private static long size(OnnxDim dim) {
        return switch (dim) {
            case OnnxDim.Fixed(long size) -> size;
            case OnnxDim.Named(String name) -> name.toLowerCase(Locale.ROOT).contains("time") ? STEPS : 1;
            case OnnxDim.Unknown() -> 1;
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
