package dev.sluice.core.experiment;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;

/** What is written for use elsewhere. */
public record ExportConfig(
        @Description("The exporter, or 'none'") @Default("onnx")
        String format,

        @Description("Version of ONNX's operators") @Default("17") @Range(min = 14, max = 22)
        int opset,

        @Description(
                "Largest difference from the trained model, relative to the size of its outputs; above it the export fails")
        @Default("1.0e-4")
        @Range(above = 0, max = 1)
        double tolerance) {}
