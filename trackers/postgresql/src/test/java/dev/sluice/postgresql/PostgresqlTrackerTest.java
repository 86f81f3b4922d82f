package dev.sluice.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.Sent;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.experiment.tracking.TrackingException;
import dev.sluice.testkit.TrackerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlTrackerTest extends TrackerContract {
    private static final String YAML = """
            name: "spoken 'digits'; drop table run"
            data: {source: {name: csv, options: {file: data.csv, text: text, labels: [label]}}}
            model: {embedding: {size: 3}, encoder: {hidden: 4}}
            train: {epochs: 3, batch_size: 8, loss: cross-entropy, optimizer: sgd, metrics: [accuracy]}
            export: none
            """;

    private PostgresServer server;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    void start() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Tracker tracker() {
        return tracker(server.url(), "contract");
    }

    private static Tracker tracker(String url, String schema) {
        return new PostgresqlTracker(
                new PostgresqlTracker.Options(url, "postgres", schema),
                name -> name.equals("PGPASSWORD") ? "postgres" : "");
    }

    private Experiment experiment() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 2 == 0 ? "aba" : "cdc").append(i).append(i % 2 == 0 ? ",vowels\n" : ",consonants\n");
        }
        Files.writeString(folder.resolve("data.csv"), rows);
        return Experiment.load(Files.writeString(folder.resolve("experiment.yaml"), YAML))
                .withRuns(folder.resolve("runs"));
    }

    private Experiment tracked(String url, String schema) throws IOException {
        return experiment()
                .set("tracking=[{name: postgresql, options: {url: '" + url + "', user: postgres, schema: " + schema
                        + "}}]");
    }

    private List<Map<String, Object>> rows(String sql) {
        return server.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapToMap().list());
    }

    @Test
    void run_tracked_canBeQueried() throws IOException {
        Run run = tracked(server.url(), "queried").run().run();

        assertThat(rows("select experiment, state, data_sha256 from queried.run where id = '" + run.id() + "'"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("experiment", "spoken 'digits'; drop table run")
                        .containsEntry("state", "finished")
                        .containsEntry(
                                "data_sha256",
                                run.provenance().orElseThrow().data().sha256()));
        assertThat(rows("select value from queried.metric where name = 'validation/loss' order by epoch"))
                .extracting(row -> row.get("value"))
                .containsExactly(
                        run.metrics().get(0).validation().loss(),
                        run.metrics().get(1).validation().loss(),
                        run.metrics().get(2).validation().loss());
        assertThat(rows("select name from queried.metric where name = 'test/accuracy'"))
                .hasSize(1);
        assertThat(rows("select number from queried.option where name = 'train.batch_size'"))
                .containsExactly(Map.of("number", 8.0));
        assertThat(rows("select sha256 from queried.artifact where file = 'best.safetensors'"))
                .containsExactly(Map.of("sha256", run.checksums().get("best.safetensors")));
    }

    @Test
    void send_again_changesNothing() throws IOException {
        Run run = experiment().run().run();
        Tracker tracker = tracker(server.url(), "again");
        tracker.send(run, Sent.nothing());
        List<Map<String, Object>> before = rows("select * from again.metric order by name, epoch");
        tracker(server.url(), "again").send(run, Sent.nothing());

        assertThat(rows("select * from again.metric order by name, epoch"))
                .isEqualTo(before)
                .isNotEmpty();
        assertThat(rows("select * from again.run")).hasSize(1);
    }

    @Test
    void send_figuresThatAreNotFinite_keepsThem() throws IOException {
        Run run = experiment().set("train.epochs=1").run().run();
        String line = Files.readString(run.file(RunFile.METRICS));
        Files.writeString(
                run.file(RunFile.METRICS),
                line.replaceAll("\"training_loss\": ?[^,]+", "\"training_loss\":\"-Infinity\""));
        tracker(server.url(), "notfinite").send(run, Sent.nothing());

        assertThat(rows("select value from notfinite.metric where name = 'training/loss'"))
                .containsExactly(Map.of("value", Double.NEGATIVE_INFINITY));
    }

    @Test
    void send_anotherRunOfThatId_isRefused() throws IOException {
        Run run = experiment().run().run();
        tracker(server.url(), "twins").send(run, Sent.nothing());
        server.jdbi().useHandle(handle -> handle.execute("update twins.run set started = started - interval '1 hour'"));

        assertThatThrownBy(() -> tracker(server.url(), "twins").send(run, Sent.nothing()))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("has another run " + run.id());
    }

    @Test
    void run_noServer_trainsAllTheSame_andIsSentLater() throws IOException {
        Experiment experiment = tracked("jdbc:postgresql://localhost:1/postgres", "later");
        Run run = experiment.run().run();

        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThatThrownBy(() -> tracker("jdbc:postgresql://localhost:1/postgres", "later")
                        .send(run, Sent.nothing()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jdbc:postgresql://localhost:1/postgres cannot be reached");
        tracker(server.url(), "later").send(run, Sent.nothing());
        assertThat(rows("select id from later.run")).containsExactly(Map.of("id", run.id()));
    }

    @Test
    void send_noDatabaseOfThatName_saysSo() {
        String url = server.url().replace("/postgres", "/nowhere");
        assertThatThrownBy(() -> tracker(url, "x").send(experiment().run().run(), Sent.nothing()))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("refuses", "database \"nowhere\" does not exist");
    }

    @Test
    void url_withPassword_isRefusedBeforeItIsWritten() throws IOException {
        for (String url : List.of(
                server.url() + "?user=a&password=hunter2",
                server.url() + "?sslp%61ssword=hunter2",
                "jdbc:postgresql://me:hunter2@localhost/x")) {
            assertThatThrownBy(() -> tracked(url, "x").resolve())
                    .hasMessageContaining("must not hold a user or a password")
                    .hasMessageNotContaining("hunter2");
        }
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void send_tags_areAnArray() throws IOException {
        Run run;
        try (RunFolder open = RunFolder.create(folder.resolve("runs"), "tags")) {
            run = new Run(open.path());
        }
        Run finished = experiment().run().run();
        finished.annotate(finished.notes().withTag("a-b").withTag("c'd"));
        assertThat(tracker(server.url(), "tags").send(run, Sent.nothing())).isEqualTo(Sent.nothing());
        tracker(server.url(), "tags").send(finished, Sent.nothing());

        assertThat(rows("select id from tags.run where 'a-b' = any(tags) and 'c''d' = any(tags)"))
                .hasSize(1);
    }
}
