package dev.sluice.tuning.report;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Objective;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.evidence.Observation;
import dev.sluice.tuning.evidence.Quality;
import dev.sluice.tuning.explain.Importance;
import dev.sluice.tuning.explain.Landscape;
import dev.sluice.tuning.study.StudyRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws the pictures of a study for which enough trials have finished. */
public final class StudyPictures {
    private static final int MOST_BARS = 2000;

    private StudyPictures() {}

    /** All pictures, the most informative first. Importance, slices and contours are of the first objective. */
    public static List<Picture> of(StudyRecord study) {
        List<Picture> pictures = new ArrayList<>();
        List<Observation> judged = Evidence.of(study.trials(), study.objectives()).observations().stream()
                .filter(each -> each.quality() != Quality.BAD)
                .toList();
        if (!judged.isEmpty()) {
            for (int i = 0; i < study.objectives().size(); i++) {
                if (BestSoFar.isKnown(study.trials(), i)) {
                    pictures.add(BestSoFar.of(study.trials(), study.objectives(), i));
                }
            }
            if (study.objectives().size() > 1 && !study.best().isEmpty()) {
                pictures.add(ParetoFront.of(study.trials(), study.best(), study.objectives()));
            }
            explaining(study, judged, pictures);
        }
        if (study.jobs().stream().anyMatch(job -> !job.attempts().isEmpty())
                && study.jobs().size() <= MOST_BARS) {
            pictures.add(Timeline.of(study.jobs()));
        }
        return pictures;
    }

    private static void explaining(StudyRecord study, List<Observation> judged, List<Picture> pictures) {
        Objective objective = study.objectives().getFirst();
        List<Importance> importances = Importance.of(study.space(), study.trials(), study.objectives(), 0);
        List<Dimension> ordered = ordered(study.space().dimensions(), importances);
        if (!importances.isEmpty()) {
            pictures.add(ImportanceBars.of(importances, objective.name()));
        }
        if (BestSoFar.isKnown(study.trials(), 0)) {
            pictures.add(Slices.of(ordered, study.trials(), objective, 0));
        }
        if (ordered.size() > 1) {
            Dimension x = ordered.get(0);
            Dimension y = ordered.get(1);
            if (Landscape.isKnown(judged, x, y)) {
                pictures.add(Contours.of(Landscape.of(judged, x, y, objective, 0), objective));
            }
            pictures.add(ParallelCoordinates.of(study.space().dimensions(), judged, 0));
        }
    }

    private static List<Dimension> ordered(List<Dimension> dimensions, List<Importance> importances) {
        List<String> names = importances.stream().map(Importance::dimension).toList();
        return dimensions.stream()
                .sorted(Comparator.comparingInt(dimension -> names.indexOf(dimension.name())))
                .toList();
    }
}
