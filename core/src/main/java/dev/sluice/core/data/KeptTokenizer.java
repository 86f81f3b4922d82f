package dev.sluice.core.data;

import dev.sluice.core.error.Contributed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer of a plugin with the content of its files, made when it is first needed: a model whose plugin is missing can be looked at. Two are
 * equal if their files are; what else they are made from is in their recipe.
 */
public final class KeptTokenizer implements Tokenizer, Contributed {
    /**
     * The content of a file.
     *
     * @param name without the folder
     */
    public record File(String name, String text) {}

    private final List<File> files;
    private final Supplier<Tokenizer> maker;
    private volatile @Nullable Tokenizer made;

    /**
     * A tokenizer that is not made yet.
     *
     * @param maker makes it, before it was given its files
     */
    public KeptTokenizer(List<File> files, Supplier<Tokenizer> maker) {
        this.files = List.copyOf(files);
        this.maker = maker;
    }

    /**
     * A tokenizer whose files are read now.
     *
     * @throws DataException if one is not there, or no text in UTF-8
     */
    public static KeptTokenizer read(Tokenizer tokenizer, Reading reading) {
        List<File> files = new ArrayList<>();
        for (String name : tokenizer.files()) {
            files.add(file(name, reading.file(name)));
        }
        return new KeptTokenizer(files, () -> tokenizer);
    }

    private static File file(String name, Path path) {
        if (!Files.isRegularFile(path)) {
            throw new DataException("there is no file " + path + ", which data.text.unit names as " + name
                    + "; correct the path (it is relative to the experiment file)");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            return new File(path.getFileName().toString(), text);
        } catch (CharacterCodingException e) {
            throw new DataException(path + " must be a text in UTF-8 for the tokenizer that reads it, but is not");
        } catch (IOException e) {
            throw new DataException(path + " cannot be read: " + e.getMessage());
        }
    }

    /** The files, in the order in which the tokenizer names them. */
    public List<File> kept() {
        return files;
    }

    @Override
    public String contribution() {
        return Contributed.describe(made());
    }

    private Tokenizer made() {
        Tokenizer ready = made;
        if (ready == null) {
            synchronized (this) {
                ready = made;
                if (ready == null) {
                    ready = make();
                    made = ready;
                }
            }
        }
        return ready;
    }

    private Tokenizer make() {
        Tokenizer tokenizer = maker.get();
        try {
            return files.isEmpty()
                    ? tokenizer
                    : tokenizer.with(files.stream().map(File::text).toList());
        } catch (IllegalArgumentException e) {
            throw new DataException(files.getFirst().name() + " is not right for its tokenizer: " + e.getMessage());
        }
    }

    @Override
    public List<String> symbols(String text, int most) {
        return made().symbols(text, most);
    }

    @Override
    public String text(List<String> symbols) {
        return made().text(symbols);
    }

    @Override
    public boolean isOfWords() {
        return made().isOfWords();
    }

    @Override
    public String inWords() {
        return made().inWords();
    }

    @Override
    public List<String> vocabulary() {
        return made().vocabulary();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeptTokenizer tokenizer && files.equals(tokenizer.files);
    }

    @Override
    public int hashCode() {
        return files.hashCode();
    }
}
