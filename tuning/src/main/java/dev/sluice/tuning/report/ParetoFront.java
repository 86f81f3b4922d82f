package dev.sluice.tuning.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Trial;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of the first two objectives, with the non-dominated trials marked. */
final class ParetoFront {
    private ParetoFront() {}

    static Picture of(List<Trial> all, List<Trial> front, List<Objective> objectives) {
        XYChart chart = Charts.points(
                Charts.WIDTH,
                Charts.HEIGHT,
                "",
                objectives.get(0).name(),
                objectives.get(1).name());
        TrialValues finished = TrialValues.whole(all, 0);
        Charts.dots(
                chart,
                "a trial",
                finished.values(),
                TrialValues.whole(all, 1).values(),
                Charts.QUIET,
                SeriesMarkers.CIRCLE);
        Charts.dots(
                chart,
                "Pareto front",
                TrialValues.whole(front, 0).values(),
                TrialValues.whole(front, 1).values(),
                Charts.FIRST,
                SeriesMarkers.DIAMOND);
        return Picture.of(
                "pareto",
                "Trade-off of " + objectives.get(0).name() + " and "
                        + objectives.get(1).name(),
                "No trial is better than a blue one in every objective" + (objectives.size() > 2 ? " of all." : "."),
                chart);
    }
}
