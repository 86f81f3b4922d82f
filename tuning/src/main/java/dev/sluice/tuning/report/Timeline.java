package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.tuning.journal.Attempt;
import dev.sluice.tuning.journal.JobRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of the workers' activity over time: a row for each worker, a bar for each job. */
final class Timeline {
    private static final float BAR = 10;
    private static final int ROW = 34;
    private static final int AROUND = 130;
    private static final double MINUTE = 60;

    private Timeline() {}

    static Picture of(List<JobRecord> jobs) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        List<Attempt> attempts = new ArrayList<>();
        jobs.forEach(job -> attempts.addAll(job.attempts()));
        attempts.forEach(attempt -> rows.putIfAbsent(worker(attempt), rows.size()));
        Instant start =
                attempts.stream().map(Attempt::began).min(Instant::compareTo).orElse(Instant.EPOCH);
        List<String> workers = List.copyOf(rows.keySet());
        XYChart chart = Charts.points(
                Charts.WIDTH, AROUND + ROW * workers.size(), "", "minutes since the first trial began", "");
        chart.getStyler().setYAxisMin(-0.5).setYAxisMax(workers.size() - 0.5);
        chart.getStyler().setYAxisTicksVisible(false);
        double end = attempts.stream()
                .mapToDouble(attempt -> minutes(start, attempt) + lasted(attempt))
                .max()
                .orElse(1);
        for (int row = 0; row < workers.size(); row++) {
            // Names are drawn around their place; in the middle none is cut.
            chart.addAnnotation(new AnnotationText(workers.get(row), end / 2, row + 0.35, false));
        }
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        int[] drawn = {0, 0};
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            double from = minutes(start, attempt);
            double to = from + lasted(attempt);
            int kind = attempt.isEnded() ? 0 : 1;
            String name = kind == 0 ? "job" : "unfinished job";
            double row = workers.indexOf(worker(attempt));
            XYSeries series = Charts.line(
                    chart,
                    drawn[kind] == 0 ? name : name + " " + drawn[kind],
                    new double[] {from, to},
                    new double[] {row, row},
                    kind == 0 ? (i % 2 == 0 ? Charts.FIRST : Charts.FIRST.brighter()) : Charts.SECOND,
                    BAR);
            series.setShowInLegend(drawn[kind] == 0);
            if (kind == 1) {
                series.setMarker(SeriesMarkers.CROSS);
                series.setMarkerColor(Charts.SECOND);
            }
            drawn[kind]++;
        }
        return Picture.of(
                "timeline",
                "Activity of the workers",
                "A row is a worker, a bar a job. In gaps a worker waits for results that the next decision needs.",
                chart);
    }

    private static double minutes(Instant start, Attempt attempt) {
        return Duration.between(start, attempt.began()).toMillis() / (1000 * MINUTE);
    }

    private static double lasted(Attempt attempt) {
        return attempt.isEnded() ? attempt.seconds() / MINUTE : 0;
    }

    private static String worker(Attempt attempt) {
        return attempt.process() + " #" + (attempt.worker() + 1);
    }
}
