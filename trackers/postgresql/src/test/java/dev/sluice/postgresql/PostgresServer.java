package dev.sluice.postgresql;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** A real server for tests, on a free port, with binaries for Linux on x86-64. */
final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts it; the test is skipped where there are no binaries. */
    static PostgresServer start() throws IOException {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .as("there are binaries of PostgreSQL for Linux on x86-64 alone")
                .matches(system -> system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)"));
        return new PostgresServer(EmbeddedPostgres.start());
    }

    /** The address without user and password. */
    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    int port() {
        return server.getPort();
    }

    Jdbi jdbi() {
        return Jdbi.create(server.getPostgresDatabase());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
