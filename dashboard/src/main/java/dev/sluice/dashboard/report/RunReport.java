package dev.sluice.dashboard.report;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.dashboard.store.Store;
import dev.sluice.dashboard.view.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/** The report of a run: one HTML file with its data, curves, results beside baselines, proof, pictures and environment. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RunReport {
    /** The usual name of the file. */
    public static final String PAGE = "report.html";

    private RunReport() {}

    /** Writes the report of a run into a file, replacing an older one. */
    public static void write(Run run, Path file) throws IOException {
        List<String> names = Store.pictures(run);
        Map<String, String> pictures = new LinkedHashMap<>();
        for (String name : names) {
            pictures.put(name, "data:image/png;base64," + Base64.getEncoder().encodeToString(Store.picture(run, name)));
        }
        RunView view = RunView.of(run, names, "");
        SingleFile.write(
                file,
                view.name(),
                Map.of("view", view, "pictures", pictures),
                "runPage(data.view, {source: name => data.pictures[name]}).element");
    }
}
