package dev.sluice.testkit;

import dev.sluice.core.data.Tokenizer;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of tokenizers: a subclass returns its tokenizer, and {@link TokenizerChecks} run as tests. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class TokenizerContract {
    /** The tokenizer to be checked, with its files if it has any. */
    protected abstract Tokenizer tokenizer();

    /** All checks of {@link #tokenizer}. */
    @TestFactory
    final Stream<DynamicTest> contract() {
        return Tests.of(TokenizerChecks.of(tokenizer()));
    }
}
