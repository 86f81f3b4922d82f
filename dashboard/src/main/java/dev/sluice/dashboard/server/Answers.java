package dev.sluice.dashboard.server;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.dashboard.store.Folders;
import dev.sluice.dashboard.store.ModelStore;
import dev.sluice.dashboard.store.Refusal;
import dev.sluice.dashboard.store.Store;
import dev.sluice.dashboard.view.ComparisonView;
import dev.sluice.dashboard.view.ModelView;
import dev.sluice.dashboard.view.RunList;
import dev.sluice.dashboard.view.RunView;
import dev.sluice.dashboard.view.StudyView;
import dev.sluice.dashboard.view.VersionList;
import dev.sluice.dashboard.view.VersionView;
import dev.sluice.tuning.report.StudyPictures;
import dev.sluice.tuning.study.StudyRecord;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What can be asked for, and the answers. */
public final class Answers implements AutoCloseable {
    private static final int MOST_ROWS = 500;
    private static final int MOST_COLUMNS = 40;
    private static final String MODEL = "/api/models/{name}/{version}";
    private static final List<String> PAGES = List.of(
            "/",
            "/runs/{id}",
            "/runs/{id}/model",
            "/compare",
            "/studies",
            "/studies/{name}",
            "/models",
            "/models/{name}",
            "/models/{name}/{version}");

    /** Studies whose pictures are kept, those that were looked at last. */
    private static final int MOST_DRAWN = 20;

    private final Store store;
    private final ModelStore models;
    private final VersionList versions = new VersionList();
    private final ModelForm form;
    private final LiveRuns live = new LiveRuns();
    private final Map<String, Drawn> drawn = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Drawn> least) {
            return size() > MOST_DRAWN;
        }
    });

    /** The pictures of a study, drawn when it had a number of trials that had ended. */
    private record Drawn(int begun, int ended, List<Picture> pictures) {}

    /**
     * Answers from folders.
     *
     * @param predictor runs exported models
     */
    public Answers(Folders folders, Predictor predictor) {
        this.store = new Store(folders.runs(), folders.studies());
        this.models = new ModelStore(folders.models());
        this.form = new ModelForm(predictor);
    }

    /** Adds all routes. */
    public void addTo(RoutesConfig routes) {
        for (String page : PAGES) {
            routes.get(
                    page,
                    request -> request.contentType(Assets.type(Assets.PAGE)).result(Assets.text(Assets.PAGE)));
        }
        routes.get("/page/{file}", Answers::asset);
        routes.get("/api/runs", request -> json(request, RunList.of(store.table(), asked(request), store::isWithin)));
        routes.get("/api/runs/{id}", request -> json(request, view(request)));
        routes.get(
                "/api/runs/{id}/picture", request -> png(request, Store.picture(run(request), query(request, "name"))));
        routes.get(
                "/api/runs/{id}/live",
                request -> live.send(request.res(), run(request), number(request, "seen", 0, Integer.MAX_VALUE)));
        routes.get("/api/compare", request -> json(request, comparison(request)));
        routes.get("/api/studies", request -> json(request, Map.of("studies", studies())));
        routes.get("/api/studies/{name}", request -> {
            StudyRecord study = store.study(request.pathParam("name"));
            json(request, StudyView.of(study, pictures(study), false));
        });
        routes.get("/api/studies/{name}/picture", this::studyPicture);
        routes.get("/api/runs/{id}/model", request -> json(request, ModelView.of(run(request))));
        routes.post("/api/runs/{id}/model", request -> json(request, tried(run(request), request)));
        routes.get("/api/models", request -> json(request, models()));
        routes.get(MODEL, request -> {
            ModelVersion version = version(request);
            json(request, VersionView.of(version, models.aliases(version), store::isRun));
        });
        routes.post(MODEL, request -> json(request, tried(version(request).run(), request)));
    }

    private Map<String, List<Output>> tried(Run model, Context request) throws IOException {
        return Map.of("outputs", form.answer(model, request.body()));
    }

    private Map<String, List<?>> models() throws IOException {
        return Map.of(
                "promoted", versions.of(models.versions(), models::aliases, store::isRun),
                "exported", ModelView.list(store.table()));
    }

    private ModelVersion version(Context request) throws IOException {
        return models.version(request.pathParam("name"), request.pathParam("version"));
    }

    private static void asset(Context request) {
        String file = request.pathParam("file");
        if (!Assets.has(file)) {
            throw new Refusal(404, "there is no such file");
        }
        request.contentType(Assets.type(file)).result(Assets.text(file));
    }

    private static void json(Context request, Object answer) {
        request.contentType("application/json; charset=utf-8").result(Json.line(answer));
    }

    private static void png(Context request, byte[] content) {
        request.contentType("image/png").result(content);
    }

    private Run run(Context request) {
        return store.run(request.pathParam("id"));
    }

    private RunView view(Context request) throws IOException {
        Run run = run(request);
        return RunView.of(run, Store.pictures(run), query(request, "figures"));
    }

    private static RunList.Request asked(Context request) {
        List<String> columns = request.queryParams("column");
        return new RunList.Request(
                query(request, "where"),
                query(request, "state"),
                query(request, "sort"),
                !query(request, "descending").equals("false"),
                query(request, "archived").equals("true"),
                columns.subList(0, Math.min(MOST_COLUMNS, columns.size())),
                number(request, "offset", 0, Integer.MAX_VALUE),
                number(request, "limit", 100, MOST_ROWS));
    }

    private static String query(Context request, String name) {
        return Objects.requireNonNullElse(request.queryParam(name), "");
    }

    private static int number(Context request, String name, int usual, int most) {
        String text = query(request, name);
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new Refusal(400, name + " must be a number, but is '" + text + "'");
        }
        return Math.min(most, Integer.parseInt(text));
    }

    /** The runs that are named, or those that a condition selects. */
    private ComparisonView comparison(Context request) {
        List<Run> runs = new ArrayList<>();
        request.queryParams("run").stream()
                .distinct()
                .limit(ComparisonView.MOST_RUNS)
                .forEach(id -> runs.add(store.run(id)));
        if (runs.isEmpty()) {
            throw new Refusal(400, "name the runs to compare: choose them in the list");
        }
        return ComparisonView.of(runs, query(request, "figures"));
    }

    private List<StudyView> studies() throws IOException {
        List<StudyView> views = new ArrayList<>();
        for (String name : store.studies()) {
            try {
                views.add(StudyView.of(store.study(name), List.of(), true));
            } catch (IOException | SluiceException e) {
                views.add(StudyView.unreadable(name, String.valueOf(e.getMessage())));
            }
        }
        return views;
    }

    private void studyPicture(Context request) throws IOException {
        StudyRecord study = store.study(request.pathParam("name"));
        String wanted = query(request, "name");
        png(
                request,
                pictures(study).stream()
                        .filter(picture -> picture.name().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(404, "the study has no picture of that name"))
                        .png());
    }

    private List<Picture> pictures(StudyRecord study) {
        int begun = study.trials().size();
        int ended = study.progress().tried();
        return Objects.requireNonNull(drawn.compute(
                        study.name(),
                        (name, known) -> known != null && known.begun == begun && known.ended == ended
                                ? known
                                : new Drawn(begun, ended, StudyPictures.of(study))))
                .pictures();
    }

    /** Ends the streams of pages that watch. */
    @Override
    public void close() {
        live.close();
    }
}
