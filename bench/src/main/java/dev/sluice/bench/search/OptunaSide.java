package dev.sluice.bench.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Optuna's side of the comparison: runs the script and reads what it wrote. */
final class OptunaSide {
    private static final String SCRIPT = "optuna_side.py";

    private OptunaSide() {}

    /**
     * Runs the script.
     *
     * @param python a Python that has Optuna
     * @param functions names of those wanted
     */
    static List<Regret> run(String python, List<String> functions, int seeds, int jobs)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("optuna");
        Path script = folder.resolve(SCRIPT);
        Path results = folder.resolve("results.csv");
        Path log = folder.resolve("log.txt");
        try (InputStream resource = Objects.requireNonNull(OptunaSide.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(resource, script);
        }
        int status = new ProcessBuilder(
                        python,
                        script.toString(),
                        results.toString(),
                        "--seeds",
                        Integer.toString(seeds),
                        "--jobs",
                        Integer.toString(jobs),
                        "--only",
                        String.join(",", functions))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(python + " ended with status " + status
                    + "; it needs the packages optuna and cmaes. Its output is in " + log);
        }
        List<Regret> regrets = read(results);
        for (Path file : List.of(results, script, log, folder)) {
            Files.delete(file);
        }
        return regrets;
    }

    /** Lines of function, sampler, seed and the regret for each budget, below a line of heads. */
    static List<Regret> read(Path results) throws IOException {
        List<Regret> regrets = new ArrayList<>();
        List<String> lines = Files.readAllLines(results);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int i = 0; i < Quality.BUDGETS.size(); i++) {
                regrets.add(new Regret(
                        cells[0],
                        "optuna " + cells[1],
                        Quality.BUDGETS.get(i),
                        Long.parseLong(cells[2]),
                        Double.parseDouble(cells[3 + i])));
            }
        }
        return regrets;
    }
}
