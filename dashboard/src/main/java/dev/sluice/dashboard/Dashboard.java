package dev.sluice.dashboard;

import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.dashboard.server.Answers;
import dev.sluice.dashboard.server.Guard;
import dev.sluice.dashboard.store.Folders;
import dev.sluice.dashboard.store.Refusal;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dashboard: a web server that shows runs, studies and models, and changes nothing. Runs until it is closed.
 *
 * <pre>{@code
 * Folders folders = new Folders(Path.of("runs"), Path.of("studies"), Path.of("models"));
 * try (Dashboard dashboard = Dashboard.start(folders, "localhost", 4747, predictor)) {
 *     System.out.println(dashboard.address());
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Dashboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
    private static final int TOKEN_BYTES = 24;
    private static final int MOST_BODY = 256 << 10;
    private static final int MOST_HEADERS = 64 << 10;

    private final Javalin server;
    private final Answers answers;
    private final String host;
    private final Optional<String> token;

    private Dashboard(Javalin server, Answers answers, String host, Optional<String> token) {
        this.server = server;
        this.answers = answers;
        this.host = host;
        this.token = token;
    }

    /**
     * Starts a server.
     *
     * @param folders to show
     * @param host address to listen on; other than for loopback, requests need a token
     * @param port to listen on; 0 for any free one
     * @param predictor runs exported models that are tried
     * @throws Refusal if the port is taken
     */
    public static Dashboard start(Folders folders, String host, int port, Predictor predictor) {
        Optional<String> token = Guard.isLoopback(host) ? Optional.empty() : Optional.of(newToken());
        Guard guard = new Guard(token);
        Answers answers = new Answers(folders, predictor);
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            // A page that watches a run keeps its thread.
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = MOST_BODY;
            config.jetty.modifyHttpConfiguration(http -> {
                // A comparison of many runs has a long address.
                http.setRequestHeaderSize(MOST_HEADERS);
                http.setSendServerVersion(false);
            });
            config.routes.before(guard::check);
            answers.addTo(config.routes);
            config.routes.exception(Refusal.class, (refusal, request) -> tell(request, refusal.status(), refusal));
            config.routes.exception(HttpResponseException.class, (e, request) -> tell(request, e.getStatus(), e));
            config.routes.exception(SluiceException.class, (e, request) -> tell(request, 400, e));
            config.routes.exception(Exception.class, (e, request) -> {
                LOG.warn("A request failed: {}", request.path(), e);
                tell(
                        request,
                        500,
                        new Refusal(500, "this cannot be shown: " + e.getClass().getSimpleName()));
            });
        });
        try {
            server.start(host, port);
        } catch (JavalinBindException e) {
            throw new Refusal(
                    500,
                    "port " + port + " of " + host + " cannot be listened on; is it taken? Name another with --port");
        }
        return new Dashboard(server, answers, host, token);
    }

    private static void tell(Context request, int status, Exception reason) {
        request.status(status)
                .contentType("application/json; charset=utf-8")
                .result(Json.line(Map.of("error", String.valueOf(reason.getMessage()))));
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The address to open, with the token if there is one. */
    public String address() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        String shown = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return "http://" + shown + ":" + server.port() + "/"
                + token.map(secret -> "?token=" + secret).orElse("");
    }

    /** The port. */
    public int port() {
        return server.port();
    }

    /** Stops the server. */
    @Override
    public void close() {
        answers.close();
        server.stop();
    }
}
