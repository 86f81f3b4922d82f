package dev.sluice.export.show;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete program that writes a text with the two files of a model, by the likeliest symbol at each step.
 *
 * @param encoder the file that reads
 * @param encoderPath where it is
 * @param decoderPath where the other one is
 */
record WritingExample(OnnxModel encoder, Path encoderPath, Path decoderPath) {
    private static final String ENCODER = "encoder.onnx";
    private static final String DECODER = "decoder.onnx";
    private static final int MOST = 100;

    /** The example for a file that is one of the two; empty if it is not, or if there is no template for the language. */
    static Optional<WritingExample> of(OnnxModel model, Path file, CodeExample.Language language) {
        boolean writes = file.endsWith(ENCODER) || file.endsWith(DECODER);
        if (!writes || language == CodeExample.Language.CSHARP) {
            return Optional.empty();
        }
        Path reads = file.resolveSibling(ENCODER);
        try {
            OnnxModel encoder = file.endsWith(ENCODER) ? model : OnnxModel.read(reads);
            return Optional.of(new WritingExample(encoder, reads, file.resolveSibling(DECODER)))
                    .filter(example -> example.input(ElementType.INT64).isPresent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> input(ElementType type) {
        List<OnnxValue> inputs = encoder.inputs();
        return inputs.stream()
                .filter(input -> input.type() == type)
                .map(OnnxValue::name)
                .findFirst();
    }

    String in(CodeExample.Language language) {
        return ProgramTemplate.filled(
                "writing",
                language,
                Map.of(
                        "encoder",
                        CodeExample.quoted(encoderPath.toString()),
                        "decoder",
                        CodeExample.quoted(decoderPath.toString()),
                        "tokens",
                        CodeExample.quoted(input(ElementType.INT64).orElseThrow()),
                        "lengths",
                        CodeExample.quoted(input(ElementType.INT32).orElse("lengths")),
                        "most",
                        Integer.toString(MOST)));
    }
}
