package dev.sluice.postgresql;

import dev.sluice.core.experiment.tracking.TrackingException;
import dev.sluice.trackers.figures.Figures;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The tables of runs in a database. */
final class RunDatabase {
    /** The class of SQL states of connections that fail. */
    private static final String CONNECTION = "08";

    private static final List<String> COLUMNS = List.of(
            "experiment",
            "state",
            "ended",
            "message",
            "seed",
            "sluice",
            "commit",
            "branch",
            "dirty",
            "data_sha256",
            "continues",
            "repeats",
            "group_first",
            "tags",
            "note");
    /** A run of the same id that began at another time is somebody else's, and stays as it is. */
    private static final String RUN =
            "insert into run (id, started, " + String.join(", ", COLUMNS) + ") values (:id, :started, :"
                    + String.join(", :", COLUMNS) + ") on conflict (id) do update set sent = now(), "
                    + String.join(
                            ", ",
                            COLUMNS.stream()
                                    .map(column -> column + " = excluded." + column)
                                    .toList())
                    + " where run.started = excluded.started";

    private final DatabaseAddress address;
    private final Jdbi jdbi;
    private final String schema;

    private RunDatabase(DatabaseAddress address, String schema) {
        this.address = address;
        this.jdbi = Jdbi.create(address.dataSource());
        this.schema = schema;
    }

    /**
     * The tables in a schema, created or brought up to date.
     *
     * @throws IOException if the database cannot be reached
     * @throws TrackingException if it refuses, or a newer Sluice has made the tables
     */
    static RunDatabase open(DatabaseAddress address, String schema) throws IOException {
        ClassLoader loader = RunDatabase.class.getClassLoader();
        try {
            Flyway.configure(loader)
                    .dataSource(address.dataSource())
                    .schemas(schema)
                    .locations("classpath:dev/sluice/postgresql/schema")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw failure(address, e);
        }
        return new RunDatabase(address, schema);
    }

    /** Writes a run and figures of it in one transaction, over what is there of them. */
    void write(RunRow run, List<Figures> figures) throws IOException {
        try {
            jdbi.useTransaction(handle -> {
                handle.createQuery("select set_config('search_path', quote_ident(:schema), true)")
                        .bind("schema", schema)
                        .mapTo(String.class)
                        .one();
                run(handle, run);
                options(handle, run);
                artifacts(handle, run);
                metrics(handle, run.id(), figures);
            });
        } catch (JdbiException e) {
            throw failure(address, e);
        }
    }

    private void run(Handle handle, RunRow run) {
        Update update = handle.createUpdate(RUN).bind("id", run.id()).bind("started", run.started());
        COLUMNS.forEach(column -> bind(update, column, run.columns().get(column)));
        if (update.execute() == 0) {
            throw new TrackingException("each run must have an id of its own, but " + address + " has another run "
                    + run.id() + ", which began at another time; use another schema (the option schema)");
        }
    }

    private static void bind(Update update, String column, @Nullable Object value) {
        if (value instanceof String[] texts) {
            update.bindArray(column, String.class, (Object[]) texts);
        } else {
            update.bind(column, value);
        }
    }

    private static void options(Handle handle, RunRow run) {
        PreparedBatch batch = handle.prepareBatch("insert into option (run, name, value, number)"
                + " values (:run, :name, :value, :number)"
                + " on conflict (run, name) do update set value = excluded.value, number = excluded.number");
        run.options()
                .forEach((name, value) -> batch.bind("run", run.id())
                        .bind("name", name)
                        .bind("value", value)
                        .bind("number", number(value))
                        .add());
        batch.execute();
    }

    private static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void artifacts(Handle handle, RunRow run) {
        PreparedBatch batch =
                handle.prepareBatch("insert into artifact (run, file, sha256) values (:run, :file, :sha256)"
                        + " on conflict (run, file) do update set sha256 = excluded.sha256");
        for (Map.Entry<String, String> file : run.artifacts().entrySet()) {
            batch.bind("run", run.id())
                    .bind("file", file.getKey())
                    .bind("sha256", file.getValue())
                    .add();
        }
        batch.execute();
    }

    private static void metrics(Handle handle, String run, List<Figures> figures) {
        PreparedBatch batch = handle.prepareBatch("insert into metric (run, name, epoch, value, time)"
                + " values (:run, :name, :epoch, :value, :time)"
                + " on conflict (run, name, epoch) do update set value = excluded.value, time = excluded.time");
        for (Figures epoch : figures) {
            epoch.values()
                    .forEach((name, value) -> batch.bind("run", run)
                            .bind("name", RunRow.text(name))
                            .bind("epoch", epoch.step())
                            .bind("value", value)
                            .bind("time", epoch.time())
                            .add());
        }
        batch.execute();
    }

    /** The failure in words: that of a connection is for later, any other one for whoever set up the database. */
    private static TrackingException failure(DatabaseAddress address, RuntimeException e) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state != null && state.startsWith(CONNECTION)) {
                    throw new IOException(address + " cannot be reached: " + sql.getMessage(), e);
                }
                return new TrackingException(address + " refuses: " + sql.getMessage());
            }
        }
        return new TrackingException(address + " cannot hold runs: " + e.getMessage());
    }
}
