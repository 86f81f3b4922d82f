package dev.sluice.dashboard.store;

import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * The folders that a dashboard shows; each may be missing.
 *
 * @param runs folder of runs
 * @param studies folder of studies
 * @param models folder of promoted models
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Folders(Path runs, Path studies, Path models) {}
