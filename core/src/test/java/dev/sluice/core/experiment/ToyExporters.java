package dev.sluice.core.experiment;

import com.google.inject.Module;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.train.Validation;
import java.nio.file.Path;
import java.util.List;

/** An exporter whose proof holds and one whose proof does not. */
public final class ToyExporters implements SluicePlugin {
    @Override
    public String id() {
        return "toy-exporters";
    }

    @Override
    public String description() {
        return "Exporters for tests";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(Exporter.class, "good", "Writes nothing", NoOptions.class, none -> exporter(0, true));
                add(Exporter.class, "refusing", "Refuses all models", NoOptions.class, none -> new Refusing());
                add(Exporter.class, "speechless", "Has no words", NoOptions.class, none -> new Speechless());
                add(Exporter.class, "bad", "Writes nothing well", NoOptions.class, none -> exporter(0.5, false));
            }
        };
    }

    private static Exporter exporter(double difference, boolean passed) {
        return (model, validation, folder) -> {
            String line = "wrote " + model.contract().target().size() + " classes of "
                    + model.origin().get("experiment");
            return new ExportReport(List.of(line), difference, passed);
        };
    }

    private record Speechless() implements Exporter {
        @Override
        public ExportReport export(TrainedModel model, Validation validation, Path folder) {
            throw new IllegalStateException("it was refused before");
        }

        @Override
        public void check(TrainedModel untrained) {
            throw new ExportException("the model is new, and there are no words for it");
        }
    }

    private record Refusing() implements Exporter {
        @Override
        public ExportReport export(TrainedModel model, Validation validation, Path folder) {
            throw new IllegalStateException("it was refused before");
        }

        @Override
        public void check(TrainedModel untrained) {
            throw new ConfigException("the model must be smaller, but has "
                    + untrained.parameters().names());
        }
    }
}
