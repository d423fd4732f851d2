package org.waypost.control.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the levels of the log as the parameters of {@code waypost.logging} say, at once. */
@Component(immediate = true, service = LogLevels.class, configurationPid = "waypost.logging")
@Designate(ocd = LogParameters.class)
public final class LogLevels {

    private static final Logger log = LoggerFactory.getLogger(LogLevels.class);

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    // What the loggers had before this component changed them; null where they had none of their own.
    private final Map<String, Level> before = new HashMap<>();

    @Activate
    @Modified
    void configure(LogParameters parameters) {
        try {
            LogSettings settings = LogSettings.of(parameters);
            restore();
            set(Logger.ROOT_LOGGER_NAME, settings.level());
            settings.levels().forEach(this::set);
        } catch (IllegalArgumentException e) {
            log.warn("waypost.logging {}; the levels stay as they are", e.getMessage());
        }
    }

    @Deactivate
    void restore() {
        before.forEach((name, level) -> context.getLogger(name).setLevel(level));
        before.clear();
    }

    private void set(String name, Level level) {
        ch.qos.logback.classic.Logger logger = context.getLogger(name);
        before.put(name, logger.getLevel());
        logger.setLevel(level);
    }
}
