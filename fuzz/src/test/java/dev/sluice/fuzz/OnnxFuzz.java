package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.lint.Linter;
import dev.sluice.export.onnx.OnnxChecker;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.show.ModelDescription;
import dev.sluice.export.targets.Target;
import java.util.List;

/** Fuzzes ONNX files in the reader, the checker, {@code lint}, {@code show} and the import, without running them. */
final class OnnxFuzz {
    @FuzzTest(maxDuration = "10m")
    void show(byte[] bytes) {
        Attempt.read(
                bytes,
                "model.onnx",
                file -> {
                    OnnxModel model = OnnxModel.read(file);
                    OnnxChecker.check(model);
                    for (Target target : Target.values()) {
                        Linter.lint(model, target);
                    }
                    ModelDescription.of(file);
                },
                List.of(OnnxFormatException.class));
    }

    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        Attempt.read(
                bytes,
                "model.onnx",
                file -> new OnnxImporter().read(file).model(),
                List.of(ImportException.class, OnnxFormatException.class));
    }

    /** Runs imported files in ONNX Runtime, in this process: a native crash would end the fuzzer. */
    @FuzzTest(maxDuration = "10m")
    void prove(byte[] changes) {
        Attempt.read(
                ChangedModel.of(changes).toByteArray(),
                "model.onnx",
                file -> new OnnxImporter().read(file).prove(),
                List.of(ImportException.class, OnnxFormatException.class));
    }

    /** Well-formed protobuf messages with arbitrary content. */
    @FuzzTest(maxDuration = "10m")
    void readChanged(byte[] changes) {
        ModelProto model = ChangedModel.of(changes);
        read(model.toByteArray());
        show(model.toByteArray());
    }
}
