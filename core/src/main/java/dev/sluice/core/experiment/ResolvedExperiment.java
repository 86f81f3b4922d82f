package dev.sluice.core.experiment;

import dev.sluice.core.plugin.Registry;
import java.nio.file.Path;

/**
 * An experiment that is ready to run.
 *
 * @param config with all defaults filled in
 * @param yaml the same as a file that leaves nothing out
 * @param folder what relative paths are relative to
 * @param registry the components of the plugins that it uses
 */
public record ResolvedExperiment(ExperimentConfig config, String yaml, Path folder, Registry registry) {}
