package dev.sluice.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a server byte by byte: no client library tidies what is sent. */
final class Asking {
    private final int port;

    Asking(int port) {
        this.port = port;
    }

    /** The whole answer to a GET of a path. */
    String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n");
    }

    /** The whole answer to a POST of the page itself, with more headers. */
    String post(String path, String body, String headers) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nConnection: close\r\nContent-Length: " + length + "\r\n" + headers + "\r\n" + body);
    }

    /** Headers of the dashboard's own page. */
    String ownPage() {
        return "Content-Type: application/json\r\nOrigin: http://localhost:" + port + "\r\n";
    }

    /** The whole answer to a request. */
    String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
