package dev.sluice.dashboard.server;

import dev.sluice.dashboard.store.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which requests are answered. On loopback those that were sent to loopback by name, so that no foreign name can be pointed
 * at this server; elsewhere those with the token. A request that makes the server work must come from its own pages.
 */
public final class Guard {
    private static final String COOKIE = "sluice_token";
    private static final String TOKEN = "token";
    private static final Set<HandlerType> METHODS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.POST);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<String> token;

    /**
     * A guard.
     *
     * @param token that each request must have; empty on loopback
     */
    public Guard(Optional<String> token) {
        this.token = token;
    }

    /** Returns whether a server at this address is reachable from this machine alone. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || host.equals("::1");
    }

    /**
     * Sets the headers of every answer, and lets a request pass.
     *
     * @throws Refusal if it must not
     */
    public void check(Context request) {
        headers(request);
        if (!METHODS.contains(request.method())) {
            throw new Refusal(405, "the dashboard is for reading; it knows no " + request.method());
        }
        String host = String.valueOf(request.header("Host"));
        if (token.isEmpty() && !LOOPBACK.contains(name(host))) {
            throw new Refusal(
                    403,
                    "this server answers to localhost, but was asked for as " + name(host)
                            + "; open http://localhost, or start it with --host and a token");
        }
        if (token.isPresent()) {
            requireToken(request, token.get());
        }
        if (request.method().equals(HandlerType.POST)) {
            requireOwnPage(request, host);
        }
    }

    private static void headers(Context request) {
        request.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        request.header("Cache-Control", "no-store");
    }

    private void requireToken(Context request, String wanted) {
        String given = request.queryParam(TOKEN);
        if (given != null && isEqual(given, wanted)) {
            // Kept in a cookie from here on, so that it is not in the addresses of pages.
            Cookie cookie = new Cookie(COOKIE, given);
            cookie.setHttpOnly(true);
            cookie.setPath("/");
            cookie.setSameSite(SameSite.STRICT);
            request.cookie(cookie);
            return;
        }
        String kept = request.cookie(COOKIE);
        if (kept == null || !isEqual(kept, wanted)) {
            throw new Refusal(
                    401, "this server needs its token; open the address that 'sluice ui' printed, which ends with it");
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static void requireOwnPage(Context request, String host) {
        String origin = request.header("Origin");
        if (origin == null || !host.equalsIgnoreCase(authority(origin))) {
            throw new Refusal(
                    403,
                    "a form must be sent from the dashboard's own page, but this came from "
                            + (origin == null ? "elsewhere" : origin));
        }
        String type = String.valueOf(request.contentType()).toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw new Refusal(415, "a form is sent as application/json, but this is " + type);
        }
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A host without its port. */
    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        return colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
    }
}
