package dev.sluice.postgresql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and who may use it.
 *
 * <p>Not a record: its text never holds the password.
 */
final class DatabaseAddress {
    private static final int PATIENCE_SECONDS = 10;

    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;

    DatabaseAddress(String url, Optional<String> user, Optional<String> password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * Checks that an address may be written down.
     *
     * @throws IllegalArgumentException if it holds a password; the message does not
     */
    static void requireNoPassword(String url) {
        int query = url.indexOf('?');
        String names = query < 0 ? "" : URLDecoder.decode(url.substring(query), StandardCharsets.UTF_8);
        String host = query < 0 ? url : url.substring(0, query);
        if (names.toLowerCase(Locale.ROOT).contains("password") || host.contains("@")) {
            throw new IllegalArgumentException(
                    "the address of the database must not hold a user or a password, as it is"
                            + " written into the record of every run; set the option user, and $PGPASSWORD or a line of ~/.pgpass");
        }
    }

    /** Connections to it, each for one use. An answer is waited for some seconds. */
    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        user.ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        source.setApplicationName("sluice");
        source.setConnectTimeout(PATIENCE_SECONDS);
        source.setLoginTimeout(PATIENCE_SECONDS);
        source.setSocketTimeout(PATIENCE_SECONDS);
        return source;
    }

    /** The address without what follows a question mark. */
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
