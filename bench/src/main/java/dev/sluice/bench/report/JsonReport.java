package dev.sluice.bench.report;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.measure.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report as JSON: machine, peaks, and for each work the milliseconds of every round. */
public final class JsonReport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** The text of the file. */
    public static String of(Report report) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("machine", report.machine());
        file.put("peers", report.peers());
        file.put(
                "peaks",
                Map.of(
                        "multiply_add_gflops", report.peaks().flops(),
                        "product_gflops", report.peaks().product(),
                        "bandwidth_gb_per_s", report.peaks().bandwidth()));
        Map<String, Double> figures = new LinkedHashMap<>();
        Figures.of(report).forEach(figure -> figures.put(figure.name(), figure.value()));
        file.put("figures", figures);
        file.put(
                "works",
                report.measurements().stream()
                        .map(row -> work(row, report.peaks()))
                        .toList());
        return MAPPER.writeValueAsString(file) + "\n";
    }

    private static Map<String, Object> work(Measurement measurement, Peaks peaks) {
        Map<String, Object> work = new LinkedHashMap<>();
        work.put("group", measurement.work().group().title());
        List<String> columns = measurement.work().group().columns();
        for (int i = 0; i < columns.size(); i++) {
            work.put(columns.get(i), measurement.work().labels().get(i));
        }
        work.put("threads", measurement.threads());
        work.put("operations", measurement.work().operations());
        double floor = measurement.floor(peaks);
        work.put("floor_ms", floor);
        if (measurement.work().sequenceSteps() > 0) {
            work.put("steps_per_s", measurement.stepsPerSecond());
        }
        work.put("ours", timing(measurement.ours()));
        if (!measurement.profile().isEmpty()) {
            work.put("profile", measurement.profile());
        }
        List<Map<String, Object>> others = new ArrayList<>();
        for (Measurement.Other other : measurement.others()) {
            Map<String, Object> column = new LinkedHashMap<>(Map.of("peer", other.peer()));
            column.putAll(timing(other.timing()));
            column.put("ratio", measurement.ours().timesAsFastAs(other.timing()));
            if (floor > 0) {
                column.put("at_most", other.timing().median() / floor);
            }
            column.put("difference", other.difference());
            others.add(column);
        }
        work.put("peers", others);
        return work;
    }

    private static Map<String, Object> timing(Timing timing) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("median_ms", timing.median());
        timing.tail().ifPresent(tail -> times.put("p99_ms", tail));
        times.put("rounds_ms", timing.rounds());
        return times;
    }
}
