package dev.sluice.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that belong to a component and not to the command: {@code --opset 14 --streaming --no-streaming} as
 * {@code opset=14}, {@code streaming=true}, {@code streaming=false}. Which there are and what they may be the component's record
 * says, which is not known yet when a command line is read; so a flag before the run's name takes that for its value.
 */
final class ComponentOptions implements IParameterPreprocessor {
    private static final String DASHES = "--";
    private static final String NO = "--no-";

    /** A command that hands such options on. */
    interface Taker {
        /** Takes options, each {@code key=value}. */
        void take(List<String> options);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's type
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        List<String> all = new ArrayList<>(arguments);
        Collections.reverse(all);
        List<String> rest = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            OptionSpec known = command.optionsMap().get(word.split("=", 2)[0]);
            boolean isFollowed = i + 1 < all.size() && !all.get(i + 1).startsWith(DASHES);
            if (known != null || !word.startsWith(DASHES) || word.equals(DASHES)) {
                rest.add(word);
                if (known != null && known.arity().min() > 0 && !word.contains("=") && i + 1 < all.size()) {
                    rest.add(all.get(++i));
                }
            } else if (word.contains("=")) {
                int equals = word.indexOf('=');
                options.add(key(word.substring(DASHES.length(), equals)) + word.substring(equals));
            } else if (word.startsWith(NO)) {
                options.add(key(word.substring(NO.length())) + "=false");
            } else {
                options.add(key(word.substring(DASHES.length())) + "=" + (isFollowed ? all.get(++i) : "true"));
            }
        }
        if (command.userObject() instanceof Taker taker) {
            taker.take(options);
        }
        arguments.clear();
        Collections.reverse(rest);
        arguments.addAll(rest);
        return false;
    }

    private static String key(String typed) {
        return typed.replace('-', '_');
    }
}
