package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Curve;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Curves as a file computes them, beside those of the scaler, on numbers from anywhere and on gaps. */
class CurvesTest {
    private static final Scaler SCALER = new Scaler(
            List.of(0.5, -2.0, 1.0, 3.0, 5_333_741.0),
            List.of(2.0, 0.5, 4.0, 1.5, 3.0),
            List.of(
                    new Curve.Power(0, 1, 0.1, 50),
                    new Curve.Power(-0.4, 0, 0.02, 900),
                    new Curve.Power(1.7, 3, 0.5, 20),
                    new Curve.YeoJohnson(0.3),
                    Curve.LINE));

    private static final double[] ROWS = {
        0,
        1,
        2,
        3,
        5_333_741.5,
        -70,
        -3,
        -20,
        -8,
        5_333_700,
        1e4,
        1e5,
        300,
        1e4,
        -1,
        0.01,
        0.02,
        -3,
        0,
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN
    };

    @Test
    void file_ofACurvedScaler_bendsAndStraightensAsItDoes() {
        Expr x = Exprs.input("x", Dims.of(Dim.BATCH, 5));
        Expr kept = Exprs.max(x, Exprs.constant(-1e30));
        OnnxModel model = new Lowering("curves", OnnxOpset.DEFAULT)
                .standardization("x", new Standardization(SCALER, true))
                .measured("measured", new Standardization(SCALER))
                .lower(new Graph(Map.of("scaled", kept, "measured", kept)), Tensors.of())
                .builder()
                .build();
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            Map<String, OnnxArray> results = session.run(Map.of("x", OnnxArray.doubles(ROWS, 5, 5)));
            float[] scaled = Objects.requireNonNull(results.get("scaled")).toFloats();
            double[] measured = Objects.requireNonNull(results.get("measured")).toDoubles();
            for (int i = 0; i < ROWS.length; i++) {
                double wanted = Double.isNaN(ROWS[i]) ? 0 : SCALER.apply(ROWS[i], i % 5);
                assertThat((double) scaled[i])
                        .as("number " + i)
                        .isCloseTo(wanted, within(1e-6 * (1 + Math.abs(wanted))));
                // The network's float32 is between the two.
                double again = SCALER.undo(scaled[i], i % 5);
                assertThat(measured[i]).as("number " + i).isCloseTo(again, within(1e-9 * (1 + Math.abs(again))));
            }
        }
    }
}
