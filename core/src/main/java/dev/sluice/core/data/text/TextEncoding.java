package dev.sluice.core.data.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/**
 * The bytes of a file as characters.
 *
 * @param name of a character set of Java
 * @param broken treatment of bytes that are none of its characters
 */
record TextEncoding(String name, BrokenBytes broken) {
    /** Checks the name. */
    TextEncoding {
        charset(name);
    }

    Charset charset() {
        return charset(name);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("no encoding is called '" + name
                    + "'; usual ones are UTF-8, ISO-8859-1, windows-1252, UTF-16, Shift_JIS, GB18030");
        }
    }
}
