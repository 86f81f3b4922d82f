package dev.sluice.cli;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Registry;
import dev.sluice.dashboard.Dashboard;
import dev.sluice.dashboard.store.Folders;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice ui}. */
@Command(
        name = "ui",
        description = "Show runs, studies and models in the browser, live, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UiCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private StudiesOption studies = new StudiesOption();

    @Mixin
    private ModelsOption models = new ModelsOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port = 4747;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}). Access to addresses other than this machine's loopback"
                            + " needs the printed token.")
    private String host = "localhost";

    @Option(
            names = "--format",
            paramLabel = "ID",
            description = "Format of the models to try out (default: ${DEFAULT-VALUE}).")
    private String format = "onnx";

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        if (port < 0 || port > MOST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port must be 0 to " + MOST_PORT + ", but was " + port);
        }
        Registry registry = plugins.load();
        if (!registry.has(Predictor.class, format)) {
            throw new ConfigException("--format: " + registry.unknown(Predictor.class, format));
        }
        Predictor predictor = Components.withDefaults(registry.lookup(Predictor.class, format), registry);
        Folders folders = new Folders(runs.folder(), studies.folder(), models.folder());
        try (Dashboard dashboard = Dashboard.start(folders, host, port, predictor)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("The dashboard is at " + dashboard.address() + " until Ctrl-C.");
            out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
