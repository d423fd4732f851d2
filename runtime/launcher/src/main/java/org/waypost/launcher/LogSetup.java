package org.waypost.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;

/**
 * Logs to standard output and to {@code log/waypost.log} of the data directory (10 files of 10 MB at most). Set up in code: reading
 * an XML file costs a tenth of the start. Levels are changed at run time by the parameters of {@code waypost.logging}.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    /** System property that names the data directory. */
    static final String DATA = "waypost.data";

    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{36} - %msg%n%ex{full}";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        setContext(context);
        ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        context.getLogger(OsgiLogService.ROOT).setLevel(Level.WARN);
        // What a database refuses is thrown as well, and is logged once by who knows what it means.
        context.getLogger("org.mariadb.jdbc").setLevel(Level.OFF);
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        root.addAppender(standardOutput());
        String data = System.getProperty(DATA);
        if (data != null) {
            root.addAppender(file(Path.of(data, "log")));
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private OutputStreamAppender<ILoggingEvent> standardOutput() {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("stdout");
        appender.setEncoder(encoder());
        // Not System.out: the shell puts a stream per thread there, and lines would end up with whoever typed a
        // command.
        appender.setOutputStream(new FileOutputStream(FileDescriptor.out));
        appender.start();
        return appender;
    }

    private RollingFileAppender<ILoggingEvent> file(Path folder) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(folder.resolve("waypost.log").toString());
        appender.setEncoder(encoder());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(folder.resolve("waypost.%i.log").toString());
        rolling.setMinIndex(1);
        rolling.setMaxIndex(9);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(FileSize.valueOf("10MB"));
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        appender.start();
        return appender;
    }

    private PatternLayoutEncoder encoder() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }
}
