package dev.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.TrainingEvent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sends the program's log to {@code run.log} once the run's folder exists, and passes all events on. */
final class RunLog implements RunObserver, AutoCloseable {
    private final RunObserver next;
    private @Nullable FileAppender<ILoggingEvent> appender;

    RunLog(RunObserver next) {
        this.next = next;
    }

    @Override
    public void started(Path folder) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{20} - %msg%n");
            encoder.start();
            FileAppender<ILoggingEvent> file = new FileAppender<>();
            file.setContext(context);
            file.setFile(RunFile.LOG.in(folder).toString());
            file.setEncoder(encoder);
            file.start();
            root(context).addAppender(file);
            root(context).setLevel(Level.INFO);
            appender = file;
        }
        next.started(folder);
    }

    @Override
    public void note(String line) {
        LoggerFactory.getLogger(RunLog.class).info(line);
        next.note(line);
    }

    @Override
    public void training(TrainingEvent event) {
        next.training(event);
    }

    @Override
    public void interrupted(Path folder) {
        next.interrupted(folder);
    }

    @Override
    public void close() {
        if (appender != null && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            root(context).detachAppender(appender);
            appender.stop();
        }
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
