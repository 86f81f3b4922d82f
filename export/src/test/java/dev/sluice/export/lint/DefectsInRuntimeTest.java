package dev.sluice.export.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.export.onnx.Defects;
import dev.sluice.export.onnx.Defects.Defect;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.targets.Target;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is called refused is refused by ONNX Runtime as it comes, and what is called a note runs there. */
class DefectsInRuntimeTest {
    static List<Defect> defects() {
        return Defects.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void lint_eachDefect_hasTheEffectThatItHasInRuntime(Defect defect) throws OrtException {
        List<Advice.Effect> said = Linter.lint(defect.model(), Target.ORT_CPU).stream()
                .map(Advice::effect)
                .toList();
        Outcome outcome = run(defect.model());
        float[] right = run(Defects.rightModel()).numbers();

        assertThat(said.contains(Advice.Effect.REFUSED))
                .as("refused, where ONNX Runtime says: " + outcome.refusal())
                .isEqualTo(!outcome.refusal().isEmpty());
        if (outcome.refusal().isEmpty() && !defect.rule().equals("newer-operator")) {
            boolean same = Arrays.equals(outcome.numbers(), right);
            assertThat(said.contains(Advice.Effect.MISREAD)).isEqualTo(!same);
            assertThat(said).isNotEmpty();
        }
    }

    /** What ONNX Runtime said or gave. */
    private record Outcome(String refusal, float... numbers) {}

    private static Outcome run(OnnxModel model) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        inputs.put("x", floats(environment, 4, 2, 3));
        inputs.put("lengths", OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {4, 2}), new long[] {2}));
        inputs.put("h0", floats(environment, 1, 2, 5));
        inputs.put("first", floats(environment, 2, 5));
        try (OrtSession session = environment.createSession(model.toBytes());
                OrtSession.Result result = session.run(inputs)) {
            OnnxTensor first = (OnnxTensor) result.get(0);
            return new Outcome("", first.getFloatBuffer().array());
        } catch (OrtException e) {
            return new Outcome(String.valueOf(e.getMessage()));
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor floats(OrtEnvironment environment, long... shape) throws OrtException {
        int elements = 1;
        for (long size : shape) {
            elements *= (int) size;
        }
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = 0.1f * i;
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }
}
