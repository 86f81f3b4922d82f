package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.export.lint.Advice;
import dev.sluice.export.lint.Linter;
import dev.sluice.export.targets.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice lint}. */
@Command(
        name = "lint",
        description = "Report what a runtime is known to reject, misread or run slowly in any ONNX file.",
        footer = "Exit code 1 if the file would be rejected or misread, or is not the one that its run wrote.",
        mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The ONNX file.")
    private Path file = Path.of("model.onnx");

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            converter = EnumWords.TargetWord.class,
            description = "The runtime: ort-cpu (default), ort-cuda, ort-web, openvino, tensorrt or tract.")
    private Target target = Target.ORT_CPU;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Advice> advice = Linter.lint(file, target);
        Optional<String> difference = Run.difference(file);
        difference.ifPresent(found -> out.println(ShowCommand.changed(found)));
        advice.forEach(out::println);
        if (advice.isEmpty()) {
            out.println("nothing is known against " + file + " on " + EnumWords.written(target));
        }
        return difference.isPresent() || advice.stream().anyMatch(Advice::isFatal) ? Failures.FAILURE : 0;
    }
}
