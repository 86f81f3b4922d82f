package dev.sluice.postgresql;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.tracking.Sent;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.experiment.tracking.TrackingException;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.trackers.figures.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Mirrors runs in a PostgreSQL database, so that a team can query all of them in one place: state and origin, the options of the
 * experiment, the figures of each epoch and of the test part, and the SHA-256 of the files of the result.
 *
 * <p>What a call sends is one transaction, and each row is written over what is there of it, so a run may be sent again at any time. The
 * tables are created and brought up to date by migrations.
 */
public final class PostgresqlTracker implements Tracker {
    static final String URL_VARIABLE = "SLUICE_POSTGRESQL_URL";

    private final Options options;
    private final UnaryOperator<String> environment;
    private @Nullable RunDatabase database;

    /** Options of the tracker. */
    @Description("Runs in a PostgreSQL database.")
    public record Options(
            @Description(
                    "Address of the database, for example jdbc:postgresql://localhost:5432/runs, without a password;"
                            + " by default $SLUICE_POSTGRESQL_URL")
            @Default("''")
            String url,

            @Description("Name of the user; by default $PGUSER. The password is $PGPASSWORD or a line of ~/.pgpass")
            @Default("''")
            String user,

            @Description("Schema of the tables, which is created if it does not exist") @Default("sluice")
            String schema) {
        /**
         * Checks the address and the schema.
         *
         * @throws IllegalArgumentException if the address holds a password, which would be written into the record of every run
         */
        public Options {
            if (!url.isEmpty()) {
                DatabaseAddress.requireNoPassword(url);
            }
            if (schema.isBlank()) {
                throw new IllegalArgumentException("the schema must have a name; 'sluice' is usual");
            }
        }
    }

    /** A tracker with the given options. */
    public PostgresqlTracker(Options options) {
        this(options, name -> System.getenv().getOrDefault(name, ""));
    }

    PostgresqlTracker(Options options, UnaryOperator<String> environment) {
        this.options = options;
        this.environment = environment;
    }

    @Override
    public synchronized Sent send(Run run, Sent before) throws IOException {
        // First, so that what is read after it is all of the record if it has ended.
        RunState state = run.state();
        if (run.provenance().isEmpty()) {
            // It has only just begun.
            return before;
        }
        boolean ended = state == RunState.FINISHED;
        List<Figures> figures = new ArrayList<>(Figures.ofEpochs(run, before.epochs()));
        int epochs = figures.isEmpty() ? before.epochs() : figures.getLast().step();
        if (ended) {
            figures.addAll(Figures.ofTest(run));
        }
        database().write(RunRow.of(run, state), figures);
        return new Sent(run.id(), epochs, ended);
    }

    /** The database, which is found and migrated once. */
    private RunDatabase database() throws IOException {
        if (database == null) {
            database = RunDatabase.open(address(), options.schema());
        }
        return database;
    }

    private DatabaseAddress address() {
        String url = options.url().isEmpty() ? environment.apply(URL_VARIABLE) : options.url();
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new TrackingException(
                    "the tracker postgresql must know the address of a database, as jdbc:postgresql://HOST:5432/NAME, but has "
                            + (url.isEmpty() ? "none" : "another one") + "; set its option url, or $" + URL_VARIABLE);
        }
        Function<String, Optional<String>> variable =
                name -> Optional.of(environment.apply(name)).filter(value -> !value.isEmpty());
        return new DatabaseAddress(
                url,
                options.user().isEmpty() ? variable.apply("PGUSER") : Optional.of(options.user()),
                variable.apply("PGPASSWORD"));
    }
}
