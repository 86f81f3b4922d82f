package dev.sluice.export.proof;

import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The inputs and outputs that a file has in float64 and in the units of the data, because float32 has too few digits for
 * them. The proof uses standardized numbers and converts at this interface.
 *
 * @param inputs standardizations by name
 * @param outputs standardizations by name
 */
record Border64(Map<String, Standardization> inputs, Map<String, Standardization> outputs) {
    /** An interface without float64. */
    static final Border64 NONE = new Border64(Map.of(), Map.of());

    Border64 {
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    /** How far apart the numbers of an input lie in float64, standardized: those whose mean is large are coarse. 0 for other inputs. */
    double apartIn(String input) {
        Standardization by = inputs.get(input);
        return by == null ? 0 : by.apart();
    }

    /** How far apart the numbers of an output lie in float64, standardized; 0 for other outputs. */
    double apartOut(String output) {
        Standardization by = outputs.get(output);
        return by == null ? 0 : by.apart();
    }

    /** Runs a file on standardized inputs, to standardized outputs. */
    Map<String, OnnxArray> run(OnnxRuntimeSession file, Map<String, OnnxArray> standardized) {
        Map<String, OnnxArray> measured = new LinkedHashMap<>(standardized);
        inputs.forEach((name, by) -> measured.computeIfPresent(
                name, (key, array) -> OnnxArray.doubles(by.toMeasured(array.toFloats()), array.shape())));
        Map<String, OnnxArray> results = new LinkedHashMap<>(file.run(measured));
        outputs.forEach((name, by) -> results.computeIfPresent(
                name, (key, array) -> OnnxArray.floats(by.toStandardized(array.toDoubles()), array.shape())));
        return results;
    }
}
