/**
 * Tokenizers of {@code tokenizer.json}. Read {@link dev.sluice.tokenizers.JsonTokenizer} first, then
 * {@link dev.sluice.tokenizers.TokenTable}.
 */
@NullMarked
package dev.sluice.tokenizers;

import org.jspecify.annotations.NullMarked;
